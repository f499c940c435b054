import {
  agencyCode,
  budgetId,
  budgetOfStream,
  budgetStream,
  fiscalYear,
  parseBudgetId,
} from './budget-id.js';

describe('The id of a budget', () => {
  it('is its agency, its year and its scope', () => {
    const name = { agency: 'baoshan_cyzx', fiscalYear: 2023, scope: 'unit' } as const;
    const id = budgetId(name);
    expect(id).toBe('baoshan_cyzx-2023-unit');
    expect(parseBudgetId(id)).toEqual({ ...name, id });
    expect(budgetOfStream(budgetStream(id))).toBe(id);
  });

  it.each([
    ['no scope', 'cgj-2023'],
    ['another scope', 'cgj-2023-bureau'],
    ['a year of two digits', 'cgj-23-unit'],
    ['upper-case letters', 'CGJ-2023-unit'],
    ['more after it', 'cgj-2023-unit\n'],
    ['a path', '../cgj-2023-unit'],
  ])('is not found with %s', (_what, text) =>
    expect(() => parseBudgetId(text)).toThrow(expect.objectContaining({ code: 'not-found' })),
  );

  it('is in no stream of an agency', () => expect(budgetOfStream('agency-cgj')).toBeNull());
});

describe('The code of an agency', () => {
  it('has up to 64 lower-case letters, digits and underscores', () => {
    expect(agencyCode('a_1'.padEnd(64, 'z'))).toHaveLength(64);
    for (const wrong of ['', 'a'.repeat(65), 'A', '城管局', 'a-b', 'a\n'])
      expect(() => agencyCode(wrong)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('A fiscal year', () => {
  it('has four digits, and is one that a budget may have', () => {
    expect(fiscalYear('2024')).toBe(2024);
    for (const wrong of ['24', '02024', '1948', '3000', '２０２４', ''])
      expect(() => fiscalYear(wrong)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});
