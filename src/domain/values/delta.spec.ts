import { deltaOf, withoutBase } from './delta.js';
import type { Yuan } from './money.js';

describe('A delta', () => {
  it.each`
    base            | current         | delta            | percent      | text                     | because
    ${'7028843.08'} | ${'8105487.68'} | ${'+1076644.60'} | ${'15.32'}   | ${'+1076644.60, 15.32%'} | ${'a rise carries a plus'}
    ${'926381.28'}  | ${'1060056.00'} | ${'+133674.72'}  | ${'14.43'}   | ${'+133674.72, 14.43%'}  | ${'percents are half-up'}
    ${'7228157.88'} | ${'7028843.08'} | ${'-199314.80'}  | ${'-2.76'}   | ${'-199314.80, -2.76%'}  | ${'a fall carries its minus in both'}
    ${'0.00'}       | ${'2600.00'}    | ${'+2600.00'}    | ${null}      | ${'+2600.00, —'}         | ${'nothing has no percent of zero'}
    ${'0.00'}       | ${'0.00'}       | ${'0.00'}        | ${null}      | ${'0.00, 0.00%'}         | ${'nothing moved from zero'}
    ${'12.00'}      | ${'12.00'}      | ${'0.00'}        | ${'0.00'}    | ${'0.00, 0.00%'}         | ${'nothing moved'}
    ${'10000.00'}   | ${null}         | ${'-10000.00'}   | ${'-100.00'} | ${'-10000.00, -100.00%'} | ${'the line is gone'}
    ${null}         | ${'20000.00'}   | ${'+20000.00'}   | ${null}      | ${'+20000.00, —'}        | ${'the line is new'}
    ${'1000000.00'} | ${'999999.99'}  | ${'-0.01'}       | ${'0.00'}    | ${'-0.01, 0.00%'}        | ${'there is no negative zero'}
    ${'200.00'}     | ${'200.01'}     | ${'+0.01'}       | ${'0.01'}    | ${'+0.01, 0.01%'}        | ${'0.005 rounds up'}
  `(
    'from $base to $current is $text, because $because',
    ({ base, current, delta, percent, text }) =>
      expect(deltaOf(base, current)).toMatchObject({ base, current, delta, percent, text }),
  );

  it('says why it has no percent', () => {
    expect(deltaOf('0.00' as Yuan, '1.00' as Yuan)).toHaveProperty('percentReason', 'base-zero');
    expect(deltaOf('1.00' as Yuan, '2.00' as Yuan)).not.toHaveProperty('percentReason');
  });

  it('is nothing between two lines that are not there', () =>
    expect(deltaOf(null, null)).toEqual(withoutBase(null)));

  it('is empty without a base, but for what is known', () =>
    expect(withoutBase('5.00' as Yuan)).toEqual({
      base: null,
      current: '5.00',
      delta: null,
      percent: null,
      text: null,
    }));
});
