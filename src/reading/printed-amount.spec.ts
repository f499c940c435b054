import fc from 'fast-check';
import { fromFen, toFen } from '../domain/values/money.js';
import { looksNumeric, readCell } from './printed-amount.js';

describe('A printed amount', () => {
  it.each`
    printed           | unit      | amount
    ${'8,105,487.68'} | ${'元'}   | ${'8105487.68'}
    ${'5699975.68'}   | ${'元'}   | ${'5699975.68'}
    ${'0'}            | ${'元'}   | ${'0.00'}
    ${'2.99'}         | ${'万元'} | ${'29900.00'}
    ${'1.2345'}       | ${'万元'} | ${'12345.00'}
    ${'(1,000)'}      | ${'元'}   | ${'-1000.00'}
    ${'－1,000'}      | ${'元'}   | ${'-1000.00'}
    ${'￥20.50'}      | ${'元'}   | ${'20.50'}
  `('is $amount when $printed is printed in $unit', ({ printed, unit, amount }) => {
    expect(readCell(printed, unit)).toEqual({ kind: 'amount', amount: toFen(amount), odd: false });
  });

  it.each`
    printed        | why
    ${'1,2O0'}     | ${'it holds a character that is no digit'}
    ${'1.2.3'}     | ${'it has two decimal points'}
    ${'12,34,567'} | ${'its digits are not grouped by three'}
    ${'1.005'}     | ${'it is finer than one fen'}
    ${'.5'}        | ${'it is no decimal number'}
  `('cannot be read when it is $printed: $why', ({ printed, why }) => {
    expect(readCell(printed, '元')).toEqual({ kind: 'unreadable', why });
  });

  it('is odd, and read, when it ends in its decimal point', () => {
    expect(readCell('921,444.', '元')).toEqual({
      kind: 'amount',
      amount: 92_144_400n,
      odd: true,
    });
  });

  it.each(['', ' ', '-', '—', '－'])('is blank when "%s" is printed', (printed) => {
    expect(readCell(printed, '元')).toEqual({ kind: 'blank' });
  });

  it.each(['合计', '第5项', 'abc', '(一)', '1. 其他'])(
    'is no figure when it is "%s"',
    (printed) => {
      expect(looksNumeric(printed)).toBe(false);
    },
  );

  it('reads the same amount with any digit grouping', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => {
        const plain = fromFen(fen);
        for (const printed of [plain, plain.replace(/\B(?=(?:\d{3})+\.)/g, ',')])
          expect(readCell(printed, '元')).toEqual({ kind: 'amount', amount: fen, odd: false });
      }),
    ));
});
