import { looksNumeric } from '../../printed-amount.js';
import { type LooseLine, overlaps, type Span, spanOf } from './loose-line.js';

/** A column as its rows show it. */
export interface DataColumn extends Span {
  /** Where its texts agree: most amounts at the right, names and codes at the left. */
  readonly aligned: 'left' | 'right';
}

const TOTAL = /^(?:收入|支出|本年)?[合总]\s*计$/;

/** Texts of rows that overlap are one column. A total heading may span several columns and would join them into one. */
export const dataColumns = (rows: readonly LooseLine[]): readonly DataColumn[] => {
  const words = rows.flatMap((row) => row.words);
  const columns = disjoint(words.filter(({ text }) => !TOTAL.test(text)));
  for (const total of disjoint(words.filter(({ text }) => TOTAL.test(text))))
    if (!columns.some((column) => overlaps(column, total))) columns.push(total);
  return columns
    .toSorted((a, b) => a.left - b.left)
    .map((column) => ({
      ...column,
      aligned: alignmentOf(words.filter((word) => overlaps(column, word))),
    }));
};

const AMOUNT = /\.\d\d$|,\d{3}$|^0$/;

const alignmentOf = (words: readonly (Span & { readonly text: string })[]): 'left' | 'right' => {
  const amounts = words.filter(({ text }) => AMOUNT.test(text) && looksNumeric(text));
  if (amounts.length * 2 <= words.length) return 'left';
  const spread = (places: readonly number[]) => Math.max(...places) - Math.min(...places);
  const [lefts, rights] = [
    spread(amounts.map(({ left }) => left)),
    spread(amounts.map(({ right }) => right)),
  ];
  return rights <= lefts ? 'right' : 'left';
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
