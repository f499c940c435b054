import fc from 'fast-check';
import {
  AMOUNT_MAX,
  Decimal,
  exactInUnit,
  fenPer,
  fromFen,
  inUnit,
  parseFen,
  signedFen,
  toFen,
  type Yuan,
  UNITS,
} from './money.js';

describe('An amount', () => {
  it.each`
    text            | unit        | amount           | because
    ${'1060056.00'} | ${'元'}     | ${'1060056.00'}  | ${'it is exact already'}
    ${'1060056'}    | ${'元'}     | ${'1060056.00'}  | ${'whole yuan have two decimals too'}
    ${'2.99'}       | ${'万元'}   | ${'29900.00'}    | ${'a unit multiplies'}
    ${'0.1'}        | ${'亿元'}   | ${'10000000.00'} | ${'the largest unit too'}
    ${'1.5'}        | ${'千元'}   | ${'1500.00'}     | ${'a thousand is a unit too'}
    ${'0.00000001'} | ${'百万元'} | ${'0.01'}        | ${'eight decimals of 百万元 are a fen'}
    ${'-0'}         | ${'元'}     | ${'0.00'}        | ${'there is one zero'}
    ${'-5000.00'}   | ${'元'}     | ${'-5000.00'}    | ${'a fall is negative'}
    ${'0.0001'}     | ${'万元'}   | ${'1.00'}        | ${'four decimals of 万元 are a yuan'}
  `('$text $unit is $amount, because $because', ({ text, unit, amount }) =>
    expect(fromFen(parseFen(text, unit))).toBe(amount),
  );

  it.each(['1,060', '1.2.3', '12O', '', '1e5', '0x10', '１２', ' 1', '0.001', '1'.repeat(41)])(
    'is refused as "%s"',
    (text) =>
      expect(() => parseFen(text)).toThrow(expect.objectContaining({ code: 'amount-form' })),
  );

  it.each([
    ['10000000000000.00', '元'],
    ['-10000000000000', '元'],
    ['100000', '亿元'],
    ['9'.repeat(40), '元'],
  ] as const)('is refused as %s %s, which is more than any budget has', (text, unit) =>
    expect(() => parseFen(text, unit)).toThrow(
      expect.objectContaining({ code: 'amount-too-large' }),
    ),
  );

  it('fits into 64 bits, and so does a sum of thousands of the largest', () => {
    expect(parseFen('9999999999999.99')).toBe(AMOUNT_MAX);
    expect(toFen('92233720368547758.07' as Yuan)).toBe(2n ** 63n - 1n);
    expect(toFen('-92233720368547758.08' as Yuan)).toBe(0n);
    expect(BigInt.asIntN(64, 9_000n * AMOUNT_MAX)).toBe(9_000n * AMOUNT_MAX);
  });

  it('is shown half-up in another unit, as the documents print it', () => {
    expect(inUnit(73465000n, '万元')).toBe('73.47');
    expect(inUnit(87185000n, '万元')).toBe('87.19');
    expect(inUnit(-1n, '万元')).toBe('0.00');
  });

  it('is shown in every unit as the exact quotient, or as the quotient rounded half-up', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.constantFrom(...UNITS),
        (fen, unit) => {
          const quotient = new Decimal(fen).div(fenPer(unit));
          expect(inUnit(fen, unit)).toBe(quotient.toFixed(2).replace(/^-(?=0\.00$)/, ''));
          expect(exactInUnit(fen, unit)).toBe(
            quotient.toFixed(Math.max(2, quotient.decimalPlaces())),
          );
        },
      ),
    ));

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
