import type { Source } from '../../domain/events/budget.events.js';
import type { Finding } from '../../domain/events/finding.js';
import { asFen, Decimal, type Fen, type Unit } from '../../domain/values/money.js';
import { withoutSeparators } from '../printed-amount.js';

/** `1,365.78`, `8105487.68`, `0`; one comma or point too many and the figure cannot be read. */
const READABLE = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

const PLACES_MAX: Record<Unit, number> = { 元: 2, 万元: 6, 亿元: 10 };

/** The exact amount of a printed figure; null for one that cannot be read, such as `1076.644.60`. */
export const readFigure = (text: string, unit: Unit): Fen | null => {
  if (!READABLE.test(text)) return null;
  const figure = new Decimal(text.replaceAll(',', ''));
  if (figure.decimalPlaces() > PLACES_MAX[unit]) return null;
  return asFen(figure, unit);
};

/** Whether a text is a unit of amounts. */
export const isUnit = (text: string | undefined): text is Unit =>
  text === '元' || text === '万元' || text === '亿元';

/** Money in a sentence that is an amount: 50 万元以上 is a threshold, and 50～100 万元 a range. */
export const MONEY_IN_WORDS =
  /(?<![\d.,～~])(\d[\d,]{0,30}(?:\.[\d,]{0,30}){0,4})(?![\d～~])(亿元|万元|元)(?!\(?含|以[上下内外]|及以[上下]|[/每]|素|旦)/g;

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
