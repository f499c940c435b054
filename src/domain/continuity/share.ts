import { Refusal } from '../errors.js';
import { absFen, type Fen } from '../values/money.js';

/** A part of a line of last year in millionths: 400000n is 0.4. */
export type Share = bigint;

/** The whole of it. */
export const WHOLE: Share = 1_000_000n;

const FORM = /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/;

/**
 * Reads a weight: `share('0.4')` is `400000n`.
 *
 * @throws {Refusal} `link-weight`: it is no plain decimal above 0 and up to 1 with at most six places.
 */
export const share = (text: string): Share => {
  const [whole, places = ''] = text.split('.');
  const value = FORM.test(text) ? BigInt(whole! + places.padEnd(6, '0')) : 0n;
  if (value === 0n)
    throw new Refusal(
      'link-weight',
      `"${text}" is not a weight: give a decimal above 0 and up to 1, such as 0.4.`,
    );
  return value;
};

/** Spells a share as events have it, without zeros at its end: `0.4`, `1`. */
export const spellShare = (value: Share): string =>
  `${value / WHOLE}.${String(value % WHOLE).padStart(6, '0')}`.replace(/\.?0+$/, '');

/**
 * Divides an amount by shares that add up to the whole. Each part is rounded down, and the fen that are left go to the largest
 * remainders, the earlier one first, so that the parts add up to the amount exactly.
 */
export const allot = (amount: Fen, shares: readonly Share[]): readonly Fen[] => {
  const size = absFen(amount);
  const parts = shares.map((each) => (size * each) / WHOLE);
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  const remainder = (index: number) => (size * shares[index]!) % WHOLE;
  const order = shares
    .map((_, index) => index)
    .sort((a, b) => Number(remainder(b) - remainder(a)) || a - b);
  for (const index of order.slice(0, left)) parts[index]! += 1n;
  return amount < 0n ? parts.map((part) => -part) : parts;
};
