import { looksNumeric } from '../../printed-amount.js';
import { type LooseLine, overlaps, type Span, spanOf, spread } from './loose-line.js';
import type { TextSpan } from './page-blocks.js';

/** A column as its rows show it. */
export interface DataColumn extends Span {
  /** Where its texts agree: names at the left, most figures at the right; null where figures agree at neither side. */
  readonly aligned: 'left' | 'right' | null;
  /** Whether its figures are too alike to tell where they agree, and no others tell it. */
  readonly alike: boolean;
  /** Whether most of its texts are figures, or the dash for none. */
  readonly figures: boolean;
}

const TOTAL = /^(?:收入|支出|本年)?[合总]\s*计$/;

/** Texts of rows that overlap are one column. A total heading may span several columns and would join them into one. */
export const dataColumns = (rows: readonly LooseLine[]): readonly DataColumn[] => {
  const words = rows.flatMap((row) => row.words);
  const spans = disjoint(words.filter(({ text }) => !TOTAL.test(text)));
  for (const total of disjoint(words.filter(({ text }) => TOTAL.test(text))))
    if (!spans.some((column) => overlaps(column, total))) spans.push(total);
  const columns = spans
    .toSorted((a, b) => a.left - b.left)
    .map((span) => {
      const own = words.filter((word) => overlaps(span, word));
      const printed = own.filter(({ text }) => isFigure(text));
      const figures = printed.length * 2 > own.length;
      return {
        ...span,
        figures,
        amounts: figures && printed.some(({ text }) => OF_AMOUNT.test(text)),
        side: figures ? sideOf(printed) : ('left' as const),
      };
    });
  // Amounts are aligned alike, so that those that do not tell it are as the others are, at the right as a rule. Figures before the names are codes.
  const names = columns.findIndex(({ figures }) => !figures);
  const votes = (side: Side) => columns.filter((each) => each.amounts && each.side === side).length;
  const usual = votes('left') > votes('right') ? 'left' : 'right';
  return columns.map(({ left, right, figures, side }, i) => ({
    left,
    right,
    figures,
    aligned: side === 'alike' ? (i > names ? usual : 'left') : side === 'neither' ? null : side,
    alike: side === 'alike' && i > names && votes(usual) === 0,
  }));
};

/** What an amount may be and a code is not. */
const OF_AMOUNT = /[.,]|^\d{0,2}$|^[-−–—]/;

type Side = 'left' | 'right' | 'neither' | 'alike';

const DASH = /^[-−–—]+$/;

const isFigure = (text: string): boolean => looksNumeric(text) || DASH.test(text);

/** Texts begin or end at one place where the places differ by less than this part of what the other side does. */
const AGREES = 0.5;

const sideOf = (words: readonly TextSpan[]): Side => {
  const lefts = spread(words.map(({ left }) => left));
  const rights = spread(words.map(({ right }) => right));
  if (Math.max(lefts, rights) < 1) return 'alike';
  if (rights <= lefts * AGREES) return 'right';
  return lefts <= rights * AGREES ? 'left' : 'neither';
};

/** Texts of two cells may touch, in points. */
const TOUCHING = 0.3;

/** Spans from left to right, those that overlap as one. */
const disjoint = (spans: readonly Span[]): Span[] => {
  const found: Span[] = [];
  for (const { left, right } of spans.toSorted((a, b) => a.left - b.left)) {
    const last = found.at(-1);
    if (last && left < last.right - TOUCHING)
      found[found.length - 1] = spanOf([last, { left, right }]);
    else found.push({ left, right });
  }
  return found;
};
