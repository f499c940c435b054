import { textLine } from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import { isColumnNumbers } from '../../tables/lines/line-kinds.js';
import type { FreeLine, TextSpan } from './page-blocks.js';

/** A span of x, in points from the left of the page. */
export interface Span {
  readonly left: number;
  readonly right: number;
}

/** The middle of a span. */
export const middleOf = ({ left, right }: Span): number => (left + right) / 2;

/** Whether two spans have a part in common. */
export const overlaps = (a: Span, b: Span): boolean => a.left < b.right && b.left < a.right;

/** The span of all. */
export const spanOf = (spans: readonly Span[]): Span => ({
  left: Math.min(...spans.map(({ left }) => left)),
  right: Math.max(...spans.map(({ right }) => right)),
});

/** How far places are from each other, the least and the greatest; any number of them. */
export const spread = (places: readonly number[]): number =>
  places.reduce((most, each) => Math.max(most, each), -Infinity) -
  places.reduce((least, each) => Math.min(least, each), Infinity);

/** A line of a table without ruling. */
export interface LooseLine {
  readonly page: number;
  readonly baseline: number;
  readonly size: number;
  readonly words: readonly TextSpan[];
  /** Whether it is a row: it has figures or the dash for none, and they are no numbers of columns. */
  readonly figures: boolean;
  /** Whether it numbers the columns. */
  readonly numbers: boolean;
}

/** Text above a table's columns and no part of them: 编制单位：… 单位：元. */
const LABEL = /[:：]/;
const AMONG = /^其中[:：]?|^[合总]\s*计[:：]$/;
const SENTENCE = /[。；！？]|，(?!\d)/;
/** With two decimals, or in 万元 with up to six: to the fen. */
const MONEY = /\d\.\d{2,6}$|\d,\d{3}$/;
/** A figure with its unit behind it, as sentences have it. */
const WITH_UNIT = /\d\s*(?:亿|百?万|千)?元/;

/** Whether a line has a label of the table's head, or is of running text. */
export const isLabelled = (line: FreeLine): boolean =>
  SENTENCE.test(line.text) ||
  line.words.some(({ text }) => LABEL.test(text) && !AMONG.test(text)) ||
  (LABEL.test(line.text) && line.words.length === 1 && !AMONG.test(line.text));

/** The figures of a line: those that stand by themselves, and amounts of money also near other words. */
export const figuresOf = ({ text: whole, pieces, words }: FreeLine): number => {
  const alone = pieces.filter(({ text }) => looksNumeric(text)).length;
  if (WITH_UNIT.test(whole)) return alone;
  const money = words.filter(({ text }) => MONEY.test(text) && looksNumeric(text)).length;
  return Math.max(alone, money);
};

/** Whether the figures of a line are money. */
export const hasMoney = ({ words }: FreeLine): boolean => MONEY.test(words.at(-1)?.text ?? '');

/** Whether a line has several texts, with a figure among them, and is no sentence. */
export const isRow = (line: FreeLine): boolean =>
  line.words.length > 1 && figuresOf(line) > 0 && !isLabelled(line);

/** A line as a part of a table. */
export const looseLine = (page: number, line: FreeLine): LooseLine => {
  const words = unspaced(line);
  const numbers = isColumnNumbers(
    textLine({ page: null, line: 1 }, words.map(({ text }) => text).join(' ')),
  );
  const { baseline, size } = line;
  const isOwnRow = isRow(line) || hasDash(line);
  return { page, baseline, size, words, numbers, figures: isOwnRow && !numbers };
};

const DASH = /^[-−–—]+$/;

/** Whether a line has a dash beside its name, where no amount is. */
const hasDash = ({ words }: FreeLine): boolean =>
  words.some(({ text }) => DASH.test(text)) &&
  words.some(({ text }) => /\p{Script=Han}/u.test(text));

const ONE_CHARACTER = /^\p{Script=Han}$/u;
/** The largest gap between the characters of a spaced word, in parts of the type size. */
const SPACED_MAX = 3;
/** Words whose characters are spaced as widely as their cell. */
const SPREAD = /^(?:[收支][入出]|项目|[小合总]计)$/;
const SPREAD_MAX = 12;
/** One-character headings side by side. */
const LEVELS = /^[类款项]$/;

/** The words of a line; a word with spaces between its characters (合 计) is one. */
const unspaced = ({ words, size }: FreeLine): readonly TextSpan[] => {
  const found: { text: string; left: number; right: number; open: boolean }[] = [];
  for (const [i, { text, left, right }] of words.entries()) {
    const last = found.at(-1);
    const next = words[i + 1]?.text;
    const open = ONE_CHARACTER.test(text) && !(LEVELS.test(text) && next !== '目');
    const most = SPREAD.test((last?.text ?? '') + text) ? SPREAD_MAX : SPACED_MAX;
    if (last?.open && open && left - last.right <= size * most)
      Object.assign(last, { text: last.text + text, right });
    else found.push({ text, left, right, open });
  }
  return found;
};
