import { deltaOf, withoutBase } from './delta.js';
import { toFen, type Yuan } from './money.js';

const fen = (amount: Yuan | null): bigint | null => (amount === null ? null : toFen(amount));

describe('A delta', () => {
  it.each`
    base            | current         | delta            | percent      | text                     | because
    ${'7028843.08'} | ${'8105487.68'} | ${'+1076644.60'} | ${'15.32'}   | ${'+1076644.60, 15.32%'} | ${'a rise carries a plus'}
    ${'926381.28'}  | ${'1060056.00'} | ${'+133674.72'}  | ${'14.43'}   | ${'+133674.72, 14.43%'}  | ${'percents are half-up'}
    ${'7228157.88'} | ${'7028843.08'} | ${'-199314.80'}  | ${'-2.76'}   | ${'-199314.80, -2.76%'}  | ${'a fall carries its minus in both'}
    ${'0.00'}       | ${'2600.00'}    | ${'+2600.00'}    | ${null}      | ${'+2600.00, —'}         | ${'zero has no percents'}
    ${'0.00'}       | ${'0.00'}       | ${'0.00'}        | ${null}      | ${'0.00, 0.00%'}         | ${'zero did not change'}
    ${'12.00'}      | ${'12.00'}      | ${'0.00'}        | ${'0.00'}    | ${'0.00, 0.00%'}         | ${'nothing changed'}
    ${'10000.00'}   | ${null}         | ${'-10000.00'}   | ${'-100.00'} | ${'-10000.00, -100.00%'} | ${'the line was removed'}
    ${null}         | ${'20000.00'}   | ${'+20000.00'}   | ${null}      | ${'+20000.00, —'}        | ${'the line is new'}
    ${'1000000.00'} | ${'999999.99'}  | ${'-0.01'}       | ${'0.00'}    | ${'-0.01, 0.00%'}        | ${'there is no negative zero'}
    ${'200.00'}     | ${'200.01'}     | ${'+0.01'}       | ${'0.01'}    | ${'+0.01, 0.01%'}        | ${'0.005 rounds up'}
  `(
    'from $base to $current is $text, because $because',
    ({ base, current, delta, percent, text }) =>
      expect(deltaOf(fen(base), fen(current))).toMatchObject({
        base,
        current,
        delta,
        percent,
        text,
      }),
  );

  it('gives a reason when it has no percent', () => {
    expect(deltaOf(0n, 100n)).toHaveProperty('percentReason', 'base-zero');
    expect(deltaOf(100n, 200n)).not.toHaveProperty('percentReason');
  });

  it('has no figures when both lines are absent', () =>
    expect(deltaOf(null, null)).toEqual(withoutBase(null)));

  it('has only the current amount when there is no base', () =>
    expect(withoutBase(500n)).toEqual({
      base: null,
      current: '5.00',
      delta: null,
      percent: null,
      text: null,
    }));
});
