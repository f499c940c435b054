import { Decimal as DecimalJs } from 'decimal.js';
import { Refusal } from '../errors.js';

/**
 * Exact decimals, rounded half-up where a figure is shown with fewer places. Published documents prove the mode:
 * 734650.00 元 is printed as 73.47 万元. A clone, so that no other user of decimal.js changes it.
 */
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP });
/** The type of its values. */
export type Decimal = DecimalJs;

/**
 * An amount in yuan as events store it and HTTP and CLI use it: two decimals, no separators, e.g. `-5000.00`.
 *
 * @pattern ^-?\d+\.\d{2}$
 */
export type Yuan = string & { readonly __unit: 'yuan' };

/** An exact amount in fen (0.01 yuan): what the domain, the ledger and the views calculate with. */
export type Fen = bigint;

/** The units that documents print amounts in. */
export const UNITS = ['元', '千元', '万元', '百万元', '亿元'] as const;
/** The unit that an amount is printed in. */
export type Unit = (typeof UNITS)[number];

/** How many yuan a unit is. */
const YUAN_PER: Readonly<Record<Unit, number>> = {
  元: 1,
  千元: 1_000,
  万元: 10_000,
  百万元: 1_000_000,
  亿元: 100_000_000,
};

const FEN_PER = Object.fromEntries(
  UNITS.map((unit) => [unit, BigInt(YUAN_PER[unit]) * 100n]),
) as Readonly<Record<Unit, bigint>>;

/** The units as a pattern, for texts that print one beside a figure: 百万元 before 万元. */
export const UNIT_PATTERN = UNITS.toSorted((a, b) => b.length - a.length).join('|');
const PLAIN = /^-?\d{1,40}(\.\d{1,15})?$/;

/**
 * The largest amount, in fen: below ten trillion yuan, a third of what the whole country spends in a year. Every store holds
 * it as an integer of 64 bits, and sums of thousands of such amounts too.
 */
export const AMOUNT_MAX: Fen = 999_999_999_999_999n;

/** No money, as events spell it. */
export const ZERO = '0.00' as Yuan;

/**
 * Parses a plain decimal string: `parseFen('1060056')` is `106005600n`, `parseFen('2.99', '万元')` is `2990000n`.
 *
 * @throws {Refusal} `amount-form`: the text is not a plain decimal, or is finer than one fen.
 * @throws {Refusal} `amount-too-large`: it is beyond {@link AMOUNT_MAX}.
 */
export const parseFen = (text: string, unit: Unit = '元'): Fen => {
  if (!PLAIN.test(text))
    throw new Refusal(
      'amount-form',
      `"${text}" is not an amount: write digits with at most two decimals, like 1060056.00.`,
    );
  return asFen(new Decimal(text), unit);
};

/**
 * An amount in a unit, in fen. It never rounds.
 *
 * @throws {Refusal} `amount-form`: the amount is finer than one fen; `amount-too-large`: it is beyond {@link AMOUNT_MAX}.
 */
export const asFen = (amount: Decimal, unit: Unit): Fen => {
  const inYuan = amount.times(YUAN_PER[unit]);
  if (inYuan.decimalPlaces() > 2)
    throw new Refusal(
      'amount-form',
      `${inYuan.toFixed()} yuan is finer than one fen: give at most two decimals.`,
    );
  const fen = BigInt(inYuan.times(100).toFixed());
  refuseTooLarge(fen);
  return fen;
};

/** @throws {Refusal} `amount-too-large`: the amount is beyond {@link AMOUNT_MAX}, so that a view might not hold it. */
export const refuseTooLarge = (fen: Fen): void => {
  if (absFen(fen) > AMOUNT_MAX)
    throw new Refusal(
      'amount-too-large',
      `${fromFen(fen)} yuan is larger than any budget: the largest amount is ${fromFen(AMOUNT_MAX)}.`,
      { amountMax: fromFen(AMOUNT_MAX) },
    );
};

/** The amount in a unit as documents print it, half-up at two decimals: `inUnit(73465000n, '万元')` is `73.47`. */
export const inUnit = (fen: Fen, unit: Unit): string => {
  const per = fenPer(unit) / 100n;
  const hundredths = (absFen(fen) * 2n + per) / (per * 2n);
  return fromFen(fen < 0n ? -hundredths : hundredths);
};

/** The amount in a unit, exact, with at least two decimals: `exactInUnit(73465000n, '万元')` is `73.465`. */
export const exactInUnit = (fen: Fen, unit: Unit): string => {
  const places = placesOf(unit);
  const digits = absFen(fen)
    .toString()
    .padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '').padEnd(2, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -places)}.${decimals}`;
};

/** How many decimals of a unit a fen is: 2 of 元, 6 of 万元. */
export const placesOf = (unit: Unit): number => fenPer(unit).toString().length - 1;

/** How many fen a unit is. */
export const fenPer = (unit: Unit): Fen => FEN_PER[unit];

/** What an integer of 64 bits holds. */
const STORED_MAX: Fen = 2n ** 63n - 1n;

/**
 * `toFen('-0.05')` is `-5n`. An amount that no view can hold, which logs from before {@link AMOUNT_MAX} may have, is no money: it counts as
 * nothing everywhere, as the blank cell does that such a figure is read as today, and its printed text stays.
 */
export const toFen = (amount: Yuan): Fen => {
  const fen = BigInt(amount.replace('.', ''));
  return fen > STORED_MAX || fen < -STORED_MAX ? 0n : fen;
};

/** `fromFen(-5n)` is `-0.05`. */
export const fromFen = (fen: Fen): Yuan => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as Yuan;
};

/** Spells a record of amounts: `inYuan({ net: 5n, gross: null })` is `{ net: '0.05', gross: null }`. */
export const inYuan = <Amounts extends Readonly<Record<string, Fen | null>>>(
  amounts: Amounts,
): { readonly [Name in keyof Amounts]: Yuan | Extract<Amounts[Name], null> } =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, fen]) => [name, fen === null ? null : fromFen(fen)]),
  ) as { [Name in keyof Amounts]: Yuan | Extract<Amounts[Name], null> };

/** A shape of an event with its amounts in fen, as commands and folds have it. */
export type InFen<Shape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends Yuan ? Fen : Shape[Key];
};

/** Parts of an event, such as changes or figures, with their amount in fen. */
export const amountsInFen = <Part extends { readonly amount: Yuan }>(
  parts: readonly Part[],
): readonly InFen<Part>[] =>
  parts.map((part) => ({ ...part, amount: toFen(part.amount) }) as InFen<Part>);

/** Spells the amounts that {@link amountsInFen} reads. */
export const amountsInYuan = <Part extends { readonly amount: Fen }>(
  parts: readonly Part[],
): readonly (Omit<Part, 'amount'> & { readonly amount: Yuan })[] =>
  parts.map((part) => ({ ...part, ...inYuan({ amount: part.amount }) }));

/** Fen spelled in yuan with a sign: `+0.05`, `-0.05`, `0.00`. */
export const signedFen = (fen: Fen): string => `${fen > 0n ? '+' : ''}${fromFen(fen)}`;

/** A change in yuan with a sign, as {@link signedFen}. */
export const signedYuan = (change: Yuan): string => signedFen(toFen(change));

/** Reads what {@link signedFen} spells: `fromSigned('+0.05')` is `5n`. */
export const fromSigned = (delta: string): Fen => toFen(delta.replace('+', '') as Yuan);

/** The amount without its sign. */
export const absFen = (fen: Fen): Fen => (fen < 0n ? -fen : fen);
