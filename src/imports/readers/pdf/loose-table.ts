import { looksNumeric } from '../amount.js';
import type { FreeLine } from './blocks.js';

/** A table that no line rules: its rows' texts stand below each other, and their places tell the columns. */
export interface LooseTable {
  readonly kind: 'loose';
  readonly lines: readonly FreeLine[];
}

/** Text above a table's columns and no part of them: 编制单位：… 单位：元. */
const LABEL = /[:：]/;
const SENTENCE = /[。；！？]|，(?!\d)/;
const HEADER_CHARS_MAX = 24;
/** Columns of figures need rows to tell them by; a single row needs several figures. */
const ROWS_MIN = 2;
const ONE_ROW_FIGURES_MIN = 4;

/** Parts lines into tables by position and what stands between them. */
export const looseTablesOf = (lines: readonly FreeLine[]): readonly (FreeLine | LooseTable)[] => {
  const found: (FreeLine | LooseTable)[] = [];
  let next = 0;
  while (next < lines.length) {
    const first = lines.findIndex((line, i) => i >= next && isRow(line));
    if (first === -1) break;
    const from = headFrom(lines, first, next);
    const to = endOf(lines, first);
    const table = lines.slice(from, to);
    found.push(...lines.slice(next, from));
    if (isTable(table)) found.push({ kind: 'loose', lines: table });
    else found.push(...table);
    next = to;
  }
  return [...found, ...lines.slice(next)];
};

const figuresOf = ({ pieces }: FreeLine): number =>
  pieces.filter(({ text }) => looksNumeric(text)).length;

/** Several texts, a figure among them, and no sentence. */
const isRow = (line: FreeLine): boolean =>
  line.pieces.length > 1 &&
  figuresOf(line) > 0 &&
  !SENTENCE.test(line.text) &&
  !LABEL.test(line.text);

const isTable = (lines: readonly FreeLine[]): boolean => {
  const rows = lines.filter(isRow);
  const most = Math.max(...rows.map(figuresOf));
  return rows.length >= ROWS_MIN
    ? rows.some((row) => figuresOf(row) > 1)
    : most >= ONE_ROW_FIGURES_MIN;
};

/** The header's lines above the first row: several texts each, or one that stands over or under several. */
const headFrom = (lines: readonly FreeLine[], first: number, start: number): number => {
  let from = first;
  for (let i = first - 1; i >= start; i--) {
    const line = lines[i]!;
    if (SENTENCE.test(line.text) || LABEL.test(line.text)) break;
    if (line.pieces.length > 1) from = i;
    else if (line.text.length > HEADER_CHARS_MAX) break;
  }
  return from;
};

/** Rows go on through lines of one short text: a class without figures, the rest of a name. */
const endOf = (lines: readonly FreeLine[], first: number): number => {
  let end = first + 1;
  for (let i = end; i < lines.length; i++) {
    const line = lines[i]!;
    if (isRow(line)) end = i + 1;
    else if (SENTENCE.test(line.text) || LABEL.test(line.text)) break;
    else if (line.text.length > HEADER_CHARS_MAX && line.pieces.length === 1) break;
  }
  return end;
};

/** A span of x that a column's texts take. */
interface Span {
  left: number;
  right: number;
}

/**
 * The rows of tables that go on over pages, with a text for every column; null where the columns cannot be told from the
 * places, because texts of one row stand in the same.
 */
export const looseRows = (lines: readonly FreeLine[]): readonly (readonly string[])[] | null => {
  const columns = columnsOf(lines.filter(isRow));
  const rows: string[][] = [];
  for (const line of lines) {
    const row = columns.map(() => '');
    for (const piece of line.pieces) {
      const column = nearest(columns, piece);
      if (row[column] !== '' && isRow(line)) return null;
      row[column] += (row[column] === '' ? '' : ' ') + piece.text;
    }
    rows.push(row);
  }
  return rows;
};

/** Texts that overlap stand in one column. */
const columnsOf = (rows: readonly FreeLine[]): readonly Span[] => {
  const columns: Span[] = [];
  const spans = rows.flatMap(({ pieces }) => pieces).toSorted((a, b) => a.left - b.left);
  for (const { left, right } of spans) {
    const last = columns.at(-1);
    if (last && left < last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns;
};

const nearest = (columns: readonly Span[], { left, right }: Readonly<Span>): number => {
  const middle = (left + right) / 2;
  let best = 0;
  let least = Infinity;
  for (const [i, span] of columns.entries()) {
    const inside = middle >= span.left && middle <= span.right;
    const away = inside ? 0 : Math.min(Math.abs(middle - span.left), Math.abs(middle - span.right));
    if (away < least) [best, least] = [i, away];
  }
  return best;
};
