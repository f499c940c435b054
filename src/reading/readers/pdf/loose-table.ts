import { looksNumeric } from '../../printed-amount.js';
import type { FreeLine } from './page-blocks.js';
import { dataColumns } from './loose-columns.js';
import { headingRows } from './loose-groups.js';
import { headOf, type LooseColumn } from './loose-head.js';
import {
  figuresOf,
  hasMoney,
  isLabelled,
  isRow,
  looseLine,
  type LooseLine,
  middleOf,
  type Span,
} from './loose-line.js';
import { beginsRow, looseRowsOf } from './loose-rows.js';

/** A table without ruling: its columns follow from the positions of its texts. */
export interface LooseTable {
  readonly kind: 'loose';
  readonly lines: readonly FreeLine[];
}

const HEADER_CHARS_MAX = 24;
const HEADER_LINES_MAX = 12;
/** In parts of the type size. */
const HEADER_GAP_MAX = 4;
/** Broken headings may be so near to each other that a line of them is one text. */
const WORDS_MIN = 3;
/** So many rows of one amount each are a table. */
const LONE_AMOUNTS_MIN = 3;
/** Several rows show where columns are; a single row must have several figures. */
const ROWS_MIN = 2;
const ONE_ROW_FIGURES_MIN = 4;

/** Splits lines into tables without ruling and the lines between them. */
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

const isTable = (lines: readonly FreeLine[]): boolean => {
  const rows = lines.filter(isRow);
  const most = Math.max(...rows.map(figuresOf));
  if (rows.length < ROWS_MIN) return most >= ONE_ROW_FIGURES_MIN;
  return most > 1 || isColumnOfAmounts(rows);
};

/** Whether rows of one figure each have amounts of money that begin or end at one place. */
const isColumnOfAmounts = (rows: readonly FreeLine[]): boolean => {
  const amounts = rows.filter(hasMoney);
  const spread = (places: readonly number[]) => Math.max(...places) - Math.min(...places);
  const ends = amounts.map(({ words }) => words.at(-1)!);
  const near = rows[0]!.size;
  return (
    amounts.length >= LONE_AMOUNTS_MIN &&
    (spread(ends.map(({ right }) => right)) < near || spread(ends.map(({ left }) => left)) < near)
  );
};

/** The header's lines above the first row: short texts, as far as the label or the sentence above. */
const headFrom = (lines: readonly FreeLine[], first: number, start: number): number => {
  let from = first;
  while (from > start && from > first - HEADER_LINES_MAX) {
    const line = lines[from - 1]!;
    const { text, pieces, words, baseline } = line;
    const far = lines[from]!.baseline - baseline > lines[from]!.size * HEADER_GAP_MAX;
    const other = pieces.length === 1 && words.length < WORDS_MIN && text.length > HEADER_CHARS_MAX;
    if (isLabelled(line) || far || other) break;
    from--;
  }
  return from;
};

/** The table continues through lines of one short text: a class without figures, the rest of a name. */
const endOf = (lines: readonly FreeLine[], first: number): number => {
  let end = first + 1;
  for (let i = end; i < lines.length; i++) {
    const line = lines[i]!;
    if (isRow(line)) end = i + 1;
    else if (isLabelled(line)) break;
    else if (line.text.length > HEADER_CHARS_MAX && line.words.length === 1) break;
  }
  return end;
};

/** A line of a table that continues over pages. */
export interface PagedLine {
  readonly page: number;
  readonly line: FreeLine;
}

/** A row's texts in the table's columns. */
export interface LooseRow {
  readonly page: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table with a text for every column, those of its headings first; null where positions do not show the columns, because two figures of
 * one row fall into the same.
 */
export const looseRows = (lines: readonly PagedLine[]): readonly LooseRow[] | null => {
  const all = lines.map(({ page, line }) => looseLine(page, line));
  const pages = [...new Set(all.map(({ page }) => page))].map((page) =>
    withHead(all.filter((line) => line.page === page)),
  );
  const [first] = pages;
  const isRepeated = (head: readonly LooseLine[]) => textOf(head[0]) === textOf(first?.head[0]);
  const heads = pages.map(({ head }) => (isRepeated(head) ? head : []));
  const rows = pages.flatMap(({ head, rows: own }) => (isRepeated(head) ? own : [...head, ...own]));
  const data = dataColumns(rows.filter(({ figures }) => figures));
  const { columns, ...head } = headOf(heads[0] ?? [], data);
  const texts = headingRows({ columns, ...head });
  const found: LooseRow[] = [];
  const placed = looseRowsOf(rows, data).map(({ page, cells, numbers }) => {
    if (numbers && cells.length === columns.length)
      return { page, cells: cells.map(({ text }) => text) };
    const own = columns.map(() => '');
    for (const cell of cells) {
      const column = nearest(columns, cell);
      const before = own[column]!;
      // A name may have a space in it; two figures are two cells.
      if (looksNumeric(before) && looksNumeric(cell.text) && !numbers) return null;
      own[column] = before + (before === '' ? '' : ' ') + cell.text;
    }
    return { page, cells: own };
  });
  if (columns.length === 0) return null;
  for (const [i, page] of [...new Set(all.map((line) => line.page))].entries()) {
    if (heads[i]!.length > 0) found.push(...texts.map((cells) => ({ page, cells })));
    for (const row of placed) {
      if (row === null) return null;
      if (row.page === page) found.push(row);
    }
  }
  return found;
};

const textOf = (line: LooseLine | undefined): string | undefined =>
  line?.words.map(({ text }) => text).join(' ');

/** The lines of a page, those above its first row apart. */
const withHead = (
  lines: readonly LooseLine[],
): { readonly head: readonly LooseLine[]; readonly rows: readonly LooseLine[] } => {
  const at = lines.findIndex((line) => line.figures || line.numbers || beginsRow(line));
  return { head: lines.slice(0, at), rows: lines.slice(at) };
};

/** The column whose rows have a text there, or the nearest one. */
const nearest = (columns: readonly LooseColumn[], cell: Span): number => {
  const shared = ({ left, right }: Span) => Math.min(right, cell.right) - Math.max(left, cell.left);
  const own = columns
    .flatMap(({ data }, i) => (data && shared(data) > 0 ? [{ i, part: shared(data) }] : []))
    .toSorted((a, b) => b.part - a.part)[0];
  if (own) return own.i;
  const away = ({ left, right }: Span) =>
    Math.max(left - middleOf(cell), middleOf(cell) - right, 0);
  return columns.reduce((best, column, i) => (away(column) < away(columns[best]!) ? i : best), 0);
};
