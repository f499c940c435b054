import { fold } from '../text/fold.js';
import { Refusal } from '../domain/errors.js';
import { type Fen, parseFen, type Unit } from '../domain/values/money.js';
import { isBlank } from './document-line.js';

/** What stands in a cell of an amount column. */
export type CellReading =
  | { readonly kind: 'blank' }
  /** `odd`: readable, but not as amounts are printed, such as `921,444.` */
  | { readonly kind: 'amount'; readonly amount: Fen; readonly odd: boolean }
  /** Looks like a figure and cannot be read as one. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** Words. */
  | { readonly kind: 'text' };

const PLAIN = /^\d{1,18}(?:\.\d{1,10})?$/;
const GROUPED = /^\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,10})?$/;
const NEGATIVE = /^[-−–]/;
const BRACKETED = /^\(([^()]*)\)$/;
const CURRENCY = /^[¥￥]/;
const HAN = /\p{Script=Han}/gu;
const BEGINS_WITH_HAN = /^[一-鿿]/;
/** A year has four digits and 年 after it, and is no figure. */
const SLIP_DIGITS_MIN = 5;
const AMOUNT_CHARS_MAX = 40;

/** Reads a cell as printed: an amount is in fen; nothing is rounded or repaired. */
export const readCell = (printed: string, unit: Unit): CellReading => {
  if (isBlank(printed)) return { kind: 'blank' };
  const text = fold(printed);
  if (!looksNumeric(text)) return { kind: 'text' };
  const bracketed = BRACKETED.exec(text);
  const unsigned = (bracketed?.[1] ?? text).replace(NEGATIVE, '').replace(CURRENCY, '');
  const negative = bracketed !== null || NEGATIVE.test(text);
  const odd = unsigned.endsWith('.');
  const digits = odd ? unsigned.slice(0, -1) : unsigned;
  const why = fault(digits);
  if (why) return { kind: 'unreadable', why };
  try {
    const plain = digits.replaceAll(',', '');
    return { kind: 'amount', amount: parseFen(negative ? `-${plain}` : plain, unit), odd };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { kind: 'unreadable', why: 'it is finer than one fen' };
  }
};

const fault = (digits: string): string | undefined => {
  if (PLAIN.test(digits) || GROUPED.test(digits)) return undefined;
  if (/[^\d.,]/.test(digits)) return 'it holds a character that is no digit';
  if (digits.split('.').length > 2) return 'it has two decimal points';
  if (digits.includes(',')) return 'its digits are not grouped by three';
  return 'it is no decimal number';
};

/**
 * Whether a word is a figure or was meant as one: it begins like a number and at least half of it are digits, so that
 * `1,2O0` counts and a name does not; among many digits one Chinese character may be a misprint.
 */
export const looksNumeric = (printed: string): boolean => {
  if (printed.length > AMOUNT_CHARS_MAX || BEGINS_WITH_HAN.test(printed)) return false;
  const text = fold(printed);
  if (!/^[-−–(]?[¥￥]?[\d.OoIl]/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  const han = text.match(HAN)?.length ?? 0;
  if (han > (digits >= SLIP_DIGITS_MIN ? 1 : 0)) return false;
  const marks = text.replace(/[^-−–()¥￥.,]/g, '').length;
  return digits > 0 && digits * 2 >= text.length - marks;
};

/** A figure as findings show it: without separators, as printed otherwise. */
export const withoutSeparators = (printed: string): string =>
  fold(printed).replaceAll(',', '').replace(/\.$/, '');
