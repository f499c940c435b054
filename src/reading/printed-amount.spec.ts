import fc from 'fast-check';
import { AMOUNT_MAX, fromFen, parseFen, toFen } from '../domain/values/money.js';
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
    expect(readCell(printed, unit)).toEqual({ kind: 'amount', amount: toFen(amount), odd: null });
  });

  it.each`
    printed                 | why
    ${'1,2O0'}              | ${'it holds a character that is no digit'}
    ${'1.2.3'}              | ${'it has two decimal points'}
    ${'12,34,567'}          | ${'its digits are not grouped by three'}
    ${'1.005'}              | ${'it is finer than one fen'}
    ${'.5'}                 | ${'it is no decimal number'}
    ${'12,34'}              | ${'its digits are not grouped by three'}
    ${'123456789012345678'} | ${'it is larger than any budget'}
  `('cannot be read when it is $printed: $why', ({ printed, why }) => {
    expect(readCell(printed, '元')).toEqual({ kind: 'unreadable', why });
  });

  it.each`
    printed             | amount            | odd
    ${'921,444.'}       | ${'921444.00'}    | ${'open-point'}
    ${'2095,433.32'}    | ${'2095433.32'}   | ${'one-separator-3'}
    ${'120258,600'}     | ${'120258600.00'} | ${'one-separator-3'}
    ${'209,5433.32'}    | ${'2095433.32'}   | ${'groups-of-4'}
    ${'1,2345,6789'}    | ${'123456789.00'} | ${'groups-of-4'}
    ${'123456,7890.5'}  | ${'1234567890.5'} | ${'groups-of-4'}
    ${'2095433,32'}     | ${'2095433.32'}   | ${'decimal-comma'}
    ${"2'095'433.32"}   | ${'2095433.32'}   | ${'apostrophes'}
    ${"'2095433.32"}    | ${'2095433.32'}   | ${'apostrophes'}
    ${'+2,095.10'}      | ${'2095.10'}      | ${'plus'}
    ${'＋２，０９５'}   | ${'2095.00'}      | ${'plus'}
    ${'△1,000.00'}      | ${'-1000.00'}     | ${'minus-sign'}
    ${'▲1000'}          | ${'-1000.00'}     | ${'minus-sign'}
    ${'负1000.5'}       | ${'-1000.50'}     | ${'minus-sign'}
    ${'2095433.32元'}   | ${'2095433.32'}   | ${'unit'}
    ${'￥12.5 元'}      | ${'12.50'}        | ${'unit'}
    ${'209.543332万元'} | ${'2095433.32'}   | ${'unit'}
    ${'-0.5亿元'}       | ${'-50000000.00'} | ${'unit'}
  `('is $amount, and odd, when $printed is printed', ({ printed, amount, odd }) => {
    expect(readCell(printed, '元')).toMatchObject({
      kind: 'amount',
      amount: parseFen(amount),
      odd,
    });
  });

  it.each`
    printed                 | amount          | unit
    ${'30000元'}            | ${'30000.00'}   | ${'元'}
    ${'３００００．５０元'} | ${'30000.50'}   | ${'元'}
    ${'30,000 元'}          | ${'30000.00'}   | ${'元'}
    ${'30000（元）'}        | ${'30000.00'}   | ${'元'}
    ${'(30000元)'}          | ${'-30000.00'}  | ${'元'}
    ${'￥30000元'}          | ${'30000.00'}   | ${'元'}
    ${'5.00千元'}           | ${'5000.00'}    | ${'千元'}
    ${'1.5百万元'}          | ${'1500000.00'} | ${'百万元'}
    ${'1.5百万'}            | ${'1500000.00'} | ${'百万元'}
    ${'2亿'}                | ${'200000000'}  | ${'亿元'}
    ${'3.5万元'}            | ${'35000.00'}   | ${undefined}
    ${'3.5 万'}             | ${'35000.00'}   | ${undefined}
    ${'3.5'}                | ${'35000.00'}   | ${undefined}
  `('in a table in 万元 is $amount where its cell has $printed', ({ printed, amount, unit }) => {
    const reading = readCell(printed, '万元');
    expect(reading).toMatchObject({ kind: 'amount', amount: parseFen(amount) });
    expect(reading.kind === 'amount' && reading.unit).toBe(unit);
  });

  it('is in the unit of its heading, and in that of its cell before', () => {
    expect(readCell('300', '万元', { unit: '元' })).toMatchObject({ amount: 30_000n, unit: '元' });
    expect(readCell('3千元', '万元', { unit: '元' })).toMatchObject({ amount: 300_000n });
    expect(readCell('300元', '万元', { unit: '元', isInTableUnit: true })).toEqual({
      kind: 'amount',
      amount: 300_000_000n,
      odd: 'unit',
    });
  });

  it('is not there where the file has a formula and not its value', () => {
    expect(readCell('=SUM(C3:C9)', '元')).toMatchObject({ kind: 'unreadable' });
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
      fc.property(fc.bigInt({ min: -AMOUNT_MAX, max: AMOUNT_MAX }), (fen) => {
        const plain = fromFen(fen);
        for (const printed of [plain, plain.replace(/\B(?=(?:\d{3})+\.)/g, ',')])
          expect(readCell(printed, '元')).toEqual({ kind: 'amount', amount: fen, odd: null });
      }),
    ));
});
