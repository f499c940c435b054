import { looksNumeric } from '../../printed-amount.js';
import type { FreeLine } from './page-blocks.js';
import { type DataColumn, dataColumns } from './loose-columns.js';
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
  overlaps,
  type Span,
  spread,
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
/** A title stands above the headings, in a larger type than they have, in parts of it, or ends as titles do. */
const LARGER = 1.1;
const TITLE = /表$/;
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
    const { text, pieces, words, baseline, size } = line;
    const far = lines[from]!.baseline - baseline > lines[from]!.size * HEADER_GAP_MAX;
    const isTitle = TITLE.test(text) || size > lines[first]!.size * LARGER;
    const other =
      pieces.length === 1 &&
      (words.length < WORDS_MIN || isTitle) &&
      text.length > HEADER_CHARS_MAX;
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
  return restEnd(lines, end);
};

/** The end of the lines of one text below the last row that are the rest of its name: each is near to the line above, and begins where the name does. */
const restEnd = (lines: readonly FreeLine[], from: number): number => {
  const isRest = (line: FreeLine, at: number) => {
    const near = lines.slice(Math.max(0, at - 2), at);
    const [word, ...others] = line.words;
    return (
      word !== undefined &&
      others.length === 0 &&
      line.text.length <= HEADER_CHARS_MAX &&
      !isLabelled(line) &&
      !TITLE.test(line.text) &&
      line.baseline - near.at(-1)!.baseline <= line.size * WITHIN_TEXT &&
      near.some(({ words }) =>
        words.some(
          ({ text, left }) => HAN.test(text) && Math.abs(left - word.left) < line.size * SAME_LEFT,
        ),
      )
    );
  };
  let end = from;
  while (end < lines.length && isRest(lines[end]!, end)) end++;
  return end;
};

const HAN = /\p{Script=Han}/u;

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
 * one row fall into the same, or figures could stand under one heading or the next.
 */
export const looseRows = (lines: readonly PagedLine[]): readonly LooseRow[] | null => {
  const own = lines.map(({ page, line }) => looseLine(page, line));
  const data = dataColumns(own.filter(({ figures }) => figures));
  const all = own.map((line) => ({ ...line, figures: line.figures || hasFigureIn(data, line) }));
  const pages = [...Map.groupBy(all, ({ page }) => page).values()].map((own) =>
    withHead(own, data),
  );
  const first = pages[0]?.head ?? [];
  const isRepeated = (head: readonly LooseLine[]) =>
    head.length > 0 && textOf(head[0]) === textOf(first[0]);
  const texts = new Set(first.map(textOf));
  const rows = pages.flatMap(({ head, rows: own }) =>
    isRepeated(head)
      ? [...head.filter((line) => !texts.has(textOf(line))), ...own]
      : [...head, ...own],
  );
  const { columns, sure, ...head } = headOf(first, data);
  if (columns.length === 0 || !sure) return null;
  const headings = headingRows({ columns, ...head });
  const headed = new Set(pages.flatMap(({ head: own }) => (isRepeated(own) ? [own[0]!.page] : [])));
  const found: LooseRow[] = [];
  for (const { page, cells, numbers } of looseRowsOf(rows, data)) {
    if (headed.delete(page)) found.push(...headings.map((cells) => ({ page, cells })));
    if (numbers && cells.length === columns.length) {
      found.push({ page, cells: cells.map(({ text }) => text) });
      continue;
    }
    const own = columns.map(() => '');
    for (const cell of cells) {
      const column = nearest(columns, cell);
      const before = own[column]!;
      // A name may have a space in it; two figures are two cells.
      if (looksNumeric(before) && looksNumeric(cell.text) && !numbers) return null;
      own[column] = before + (before === '' ? '' : ' ') + cell.text;
    }
    found.push({ page, cells: own });
  }
  return found;
};

const YEAR = /^20\d\d$/;

/** Whether a line has a figure in a column of figures, also one that is too near to a name to stand by itself. */
const hasFigureIn = (data: readonly DataColumn[], { words, numbers }: LooseLine): boolean =>
  !numbers &&
  words.length > 1 &&
  words.some(
    (word) =>
      looksNumeric(word.text) &&
      !YEAR.test(word.text) &&
      data.some((column) => column.figures && overlaps(column, word)),
  );

const textOf = (line: LooseLine | undefined): string | undefined =>
  line?.words.map(({ text }) => text).join(' ');

/** Names begin at one place, within this part of the type size. */
const SAME_LEFT = 0.3;
/** Two lines of one cell are no further apart, in parts of the type size. */
const WITHIN_TEXT = 1.4;

/**
 * The lines of a page, those above its first row apart. A line of nothing but names is no heading: it begins where the names of other rows do, or is nearer
 * to its figures than to the heading above.
 */
const withHead = (
  lines: readonly LooseLine[],
  data: readonly DataColumn[],
): { readonly head: readonly LooseLine[]; readonly rows: readonly LooseLine[] } => {
  const isName = ({ words, size }: LooseLine) =>
    words.every(({ left }) =>
      data.some((column) => !column.figures && Math.abs(column.left - left) < size * SAME_LEFT),
    );
  const isNear = (line: LooseLine, i: number) => {
    const [above, below] = [lines[i - 1], lines[i + 1]!];
    const apart = below.baseline - line.baseline;
    return (
      apart <= line.size * WITHIN_TEXT &&
      (!above || apart < line.baseline - above.baseline) &&
      !data.some((column) => column.figures && line.words.some((word) => overlaps(column, word)))
    );
  };
  const first = lines.findIndex((line) => line.figures || line.numbers || beginsRow(line));
  if (first === -1) return { head: lines, rows: [] };
  let at = first;
  while (
    at > 0 &&
    !lines[first]!.numbers &&
    (isName(lines[at - 1]!) || isNear(lines[at - 1]!, at - 1))
  )
    at--;
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
