import { fold } from '../text/fold.js';
import { Refusal } from '../domain/errors.js';
import { type Fen, parseFen, UNIT_PATTERN, UNITS, type Unit } from '../domain/values/money.js';
import { type Cell, isBlank } from './document-line.js';

/** What stands in a cell of an amount column. */
export type CellReading =
  | { readonly kind: 'blank' }
  /**
   * `odd`: how it differs from the way amounts are printed, where it does and can be read all the same. `unit`: the unit that its
   * cell or its heading prints, where that is not the table's.
   */
  | {
      readonly kind: 'amount';
      readonly amount: Fen;
      readonly odd: Oddity | null;
      readonly unit?: Unit;
    }
  /** Looks like a figure and cannot be read as one. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** Words. */
  | { readonly kind: 'text' };

/** The spellings that are unusual and say one amount, in the words of a finding. */
export const ODDITIES = {
  'open-point': 'with a decimal point and no decimals',
  'one-separator-3': 'with one separator, before the last three digits',
  'groups-of-4': 'in groups of four digits',
  'decimal-comma': 'with a comma for the decimal point',
  apostrophes: 'with an apostrophe',
  plus: 'with a plus sign',
  'minus-sign': 'with a triangle or 负 for the minus sign',
  unit: 'with their unit in the cell',
} as const;
/** An unusual spelling of an amount. */
export type Oddity = keyof typeof ODDITIES;

const PLAIN = /^\d{1,40}(?:\.\d{1,15})?$/;
const GROUPED = /^\d{1,3}(?:,\d{3}){1,12}(?:\.\d{1,15})?$/;
/** Spellings of one figure with few separators or other ones. */
const UNUSUAL: readonly { readonly is: RegExp; readonly odd: Oddity; readonly mark?: string }[] = [
  { is: /^\d{1,40}\.$|^\d{1,3}(?:,\d{3}){1,12}\.$/, odd: 'open-point' },
  { is: /^\d{4,40},\d{3}(?:\.\d{1,15})?$/, odd: 'one-separator-3' },
  { is: /^\d{1,4}(?:,\d{4}){1,9}(?:\.\d{1,15})?$/, odd: 'groups-of-4' },
  { is: /^\d{5,40},\d{4}(?:\.\d{1,15})?$/, odd: 'groups-of-4' },
  { is: /^\d{4,40},\d{2}$/, odd: 'decimal-comma', mark: '.' },
  { is: /^\d{1,3}(?:['’]\d{3}){1,12}(?:\.\d{1,15})?$/, odd: 'apostrophes' },
];
/** An apostrophe before a figure marks it as text in a workbook. */
const MARK_OF_TEXT = /^['’‘`](?=\S)/;
const MINUS = /^[-−–‐]/;
const NEGATIVE_WORD = /^[△▲负]/;
const BRACKETED = /^\(([^()]*)\)$/;
const CURRENCY = /^[¥￥]/;
/** A unit behind a figure or in its brackets, also without 元 (3.5万) or in brackets of its own. */
const OWN_UNIT = new RegExp(
  String.raw`(?<=\d\.?\)?)(?:\((?<apart>${UNIT_PATTERN})\)|(?<behind>${UNIT_PATTERN}|百万|[千万亿]))(?=\)?$)`,
);
const HAN = /\p{Script=Han}/gu;
const BEGINS_WITH_HAN = /^[一-鿿]/;
/** A year has four digits and 年 after it, and is no figure. */
const SLIP_DIGITS_MIN = 5;
const AMOUNT_CHARS_MAX = 40;
const FORMULA = /^=/;

/**
 * Reads a cell as printed: an amount is in fen; nothing is rounded or repaired. The unit in the cell counts before that of its
 * heading, and this before the `unit` of the table.
 */
export const readCell = (
  printed: string,
  unit: Unit,
  { unit: ofHeading = unit, isInTableUnit }: Pick<Cell, 'unit' | 'isInTableUnit'> = {},
): CellReading => {
  if (isBlank(printed) || printed.trim() === '无') return { kind: 'blank' };
  const text = fold(printed);
  if (FORMULA.test(text))
    return {
      kind: 'unreadable',
      why: 'it is a formula whose value is not in the file: open the file, save it, and give it again',
    };
  if (!looksNumeric(text)) return { kind: 'text' };
  const { digits, negative, own, odd } = signed(text);
  const unusual = isUsual(digits) ? undefined : UNUSUAL.find(({ is }) => is.test(digits));
  const why = unusual || isUsual(digits) ? undefined : fault(digits);
  if (why) return { kind: 'unreadable', why };
  const plain = digits.replace(/[,'’]/g, unusual?.mark ?? '').replace(/\.$/, '');
  try {
    const meant = isInTableUnit ? unit : (own ?? ofHeading);
    const amount = parseFen(negative ? `-${plain}` : plain, meant);
    return {
      kind: 'amount',
      amount,
      odd: unusual?.odd ?? odd,
      ...(meant === unit ? {} : { unit: meant }),
    };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { kind: 'unreadable', why: WHY[refusal.code] ?? refusal.message };
  }
};

const WHY: Readonly<Record<string, string>> = {
  'amount-form': 'it is finer than one fen',
  'amount-too-large': 'it is larger than any budget',
};

/** A folded figure without the marks around its digits, and what they say. */
const signed = (
  text: string,
): {
  readonly digits: string;
  readonly negative: boolean;
  readonly own: Unit | null;
  readonly odd: Oddity | null;
} => {
  const marked = MARK_OF_TEXT.test(text);
  const bare = text.replace(MARK_OF_TEXT, '');
  const { apart, behind } = OWN_UNIT.exec(bare)?.groups ?? {};
  const printedUnit = apart ?? behind;
  const figure = bare.replace(OWN_UNIT, '');
  const bracketed = BRACKETED.exec(figure);
  const inner = bracketed?.[1] ?? figure;
  const word = NEGATIVE_WORD.test(inner);
  const plus = inner.startsWith('+');
  const digits = inner.replace(word ? NEGATIVE_WORD : plus ? /^\+/ : MINUS, '');
  return {
    digits: digits.replace(CURRENCY, ''),
    negative: bracketed !== null || word || MINUS.test(inner),
    own: UNITS.find((unit) => unit === printedUnit || unit === `${printedUnit}元`) ?? null,
    odd: printedUnit ? 'unit' : word ? 'minus-sign' : plus ? 'plus' : marked ? 'apostrophes' : null,
  };
};

const isUsual = (digits: string): boolean => PLAIN.test(digits) || GROUPED.test(digits);

const fault = (digits: string): string => {
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
  if (printed.length > AMOUNT_CHARS_MAX) return false;
  const text = bareFigure(fold(printed));
  if (BEGINS_WITH_HAN.test(text) || !/^[-−–‐+△▲(]?[¥￥]?[\d.OoIl]/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  const han = text.match(HAN)?.length ?? 0;
  if (han > (digits >= SLIP_DIGITS_MIN ? 1 : 0)) return false;
  const marks = text.replace(/[^-−–‐+△▲()¥￥.,'’]/g, '').length;
  return digits > 0 && digits * 2 >= text.length - marks;
};

/** A word without what may stand around a figure: 负 before it, its unit after it. */
const bareFigure = (text: string): string =>
  text
    .replace(MARK_OF_TEXT, '')
    .replace(/^负(?=[¥￥]?\d)/, '-')
    .replace(OWN_UNIT, '');

/** A figure as findings show it: without separators, as printed otherwise. */
export const withoutSeparators = (printed: string): string =>
  fold(printed).replaceAll(',', '').replace(/\.$/, '');
