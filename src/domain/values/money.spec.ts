import fc from 'fast-check';
import { fromFen, inUnit, signedFen, parseFen, toFen } from './money.js';

describe('An amount', () => {
  it.each`
    text            | unit      | amount           | because
    ${'1060056.00'} | ${'元'}   | ${'1060056.00'}  | ${'it is exact already'}
    ${'1060056'}    | ${'元'}   | ${'1060056.00'}  | ${'whole yuan have two decimals too'}
    ${'2.99'}       | ${'万元'} | ${'29900.00'}    | ${'a unit multiplies'}
    ${'0.1'}        | ${'亿元'} | ${'10000000.00'} | ${'the largest unit too'}
    ${'-0'}         | ${'元'}   | ${'0.00'}        | ${'there is one zero'}
    ${'-5000.00'}   | ${'元'}   | ${'-5000.00'}    | ${'a fall is negative'}
    ${'0.0001'}     | ${'万元'} | ${'1.00'}        | ${'four decimals of 万元 are a yuan'}
  `('$text $unit is $amount, because $because', ({ text, unit, amount }) =>
    expect(fromFen(parseFen(text, unit))).toBe(amount),
  );

  it.each(['1,060', '1.2.3', '12O', '', '1e5', '0x10', '１２', ' 1', '0.001', '1'.repeat(40)])(
    'is refused as "%s"',
    (text) =>
      expect(() => parseFen(text)).toThrow(expect.objectContaining({ code: 'amount-form' })),
  );

  it('is shown half-up in another unit, as the documents print it', () => {
    expect(inUnit(73465000n, '万元')).toBe('73.47');
    expect(inUnit(87185000n, '万元')).toBe('87.19');
    expect(inUnit(-1n, '万元')).toBe('0.00');
  });

  it('survives fen and back, whatever its size', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (fen) => {
        expect(toFen(fromFen(fen))).toBe(fen);
      }),
    ));

  it('carries its sign as a change', () => {
    expect([5n, -5n, 0n].map(signedFen)).toEqual(['+0.05', '-0.05', '0.00']);
  });
});
