import fc from 'fast-check';
import {
  CATEGORIES,
  FUNDS,
  LINE_COSTS,
  LINE_EXPENDITURES,
  lineKey,
  parseLineKey,
  SOURCES,
  type LineName,
} from './line.js';

describe('The key of a line', () => {
  it.each`
    line                                                                                         | key
    ${{ schedule: 'expenditure', fund: 'general', function: '2120199', expenditure: 'project' }} | ${'expenditure/general/2120199/project'}
    ${{ schedule: 'revenue', function: '2120199', source: 'fiscal-appropriation' }}              | ${'revenue/2120199/fiscal-appropriation'}
    ${{ schedule: 'economic', economic: '30217', cost: 'public' }}                               | ${'economic/30217/public'}
    ${{ schedule: 'three-public', category: 'reception' }}                                       | ${'three-public/reception'}
    ${{ schedule: 'project', project: '平台/一期', source: 'fiscal-appropriation' }}             | ${'project/平台%2F一期/fiscal-appropriation'}
  `('is $key', ({ line, key }) => {
    expect(lineKey(line)).toBe(key);
    expect(parseLineKey(key)).toEqual(line);
  });

  it('gives every line back', () => {
    const line: fc.Arbitrary<LineName> = fc.oneof(
      fc.record({
        schedule: fc.constant('revenue' as const),
        function: fc.stringMatching(/^\d{7}$/),
        source: fc.constantFrom(...SOURCES),
      }),
      fc.record({
        schedule: fc.constant('expenditure' as const),
        fund: fc.constantFrom(...FUNDS),
        function: fc.stringMatching(/^\d{7}$/),
        expenditure: fc.constantFrom(...LINE_EXPENDITURES),
      }),
      fc.record({
        schedule: fc.constant('economic' as const),
        economic: fc.stringMatching(/^\d{5}$/),
        cost: fc.constantFrom(...LINE_COSTS),
      }),
      fc.record({
        schedule: fc.constant('three-public' as const),
        category: fc.constantFrom(...CATEGORIES),
      }),
      fc.record({
        schedule: fc.constant('project' as const),
        project: fc.string({ minLength: 1, unit: 'grapheme' }),
        source: fc.constantFrom(...SOURCES),
      }),
    );
    fc.assert(fc.property(line, (each) => expect(parseLineKey(lineKey(each))).toEqual(each)));
  });

  it.each([
    '',
    'expenditure',
    'expenditure/general/2120199',
    'expenditure/public/2120199/basic',
    'tax/1',
    'three-public/food',
    'revenue/2120199/tax',
  ])('is never "%s"', (key) =>
    expect(() => parseLineKey(key)).toThrow(expect.objectContaining({ code: 'line-invalid' })),
  );
});
