import type { Source } from '../../domain/events/budget.events.js';
import type { Finding } from '../../domain/events/finding.js';
import { Refusal } from '../../domain/errors.js';
import {
  asFen,
  Decimal,
  UNIT_PATTERN,
  UNITS,
  type Fen,
  type Unit,
} from '../../domain/values/money.js';
import { withoutSeparators } from '../printed-amount.js';

/** `1,365.78`, `8105487.68`, `0`; one comma or point too many and the figure cannot be read. */
const READABLE = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

/** The exact amount of a printed figure; null for one that cannot be read, such as `1076.644.60`. */
export const readFigure = (text: string, unit: Unit): Fen | null => {
  if (!READABLE.test(text)) return null;
  try {
    return asFen(new Decimal(text.replaceAll(',', '')), unit);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return null;
  }
};

/** Whether a text is a unit of amounts. */
export const isUnit = (text: string | undefined): text is Unit =>
  (UNITS as readonly (string | undefined)[]).includes(text);

/** Money in a sentence that is an amount: 50 万元以上 is a threshold, and 50～100 万元 a range. */
export const MONEY_IN_WORDS = new RegExp(
  String.raw`(?<![\d.,～~])(\d[\d,]{0,30}(?:\.[\d,]{0,30}){0,4})(?![\d～~])(${UNIT_PATTERN})(?!\(?含|以[上下内外]|及以[上下]|[/每]|素|旦)`,
  'g',
);

/** The finding for a figure of the text that cannot be read. */
export const amountFormFinding = (
  section: string,
  { page, line, text, unit }: Source,
  subject: string | null,
): Finding => ({
  rule: 'AMOUNT-FORM',
  severity: 'error',
  table: null,
  section,
  subject,
  column: null,
  printed: withoutSeparators(text),
  expected: null,
  difference: null,
  unit,
  places: [{ table: null, page, line, row: null, column: null, text }],
  hint: null,
  message: `“${section}” prints “${text}”, which is no amount: a figure has one decimal point and groups of three digits.`,
});
