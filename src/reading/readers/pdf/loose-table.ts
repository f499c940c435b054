import { textLine } from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import { isColumnNumbers } from '../../tables/lines/line-kinds.js';
import type { FreeLine, TextSpan } from './page-blocks.js';
import { rowGroups, type UnruledLine } from './row-groups.js';
import { joined } from './glyph-lines.js';

/** A table without ruling: its columns follow from the positions of its texts. */
export interface LooseTable {
  readonly kind: 'loose';
  readonly lines: readonly FreeLine[];
}

/** Text above a table's columns and no part of them: 编制单位：… 单位：元. */
const LABEL = /[:：]/;
const SENTENCE = /[。；！？]|，(?!\d)/;
const HEADER_CHARS_MAX = 24;
const HEADER_LINES_MAX = 12;
/** In parts of the type size. */
const HEADER_GAP_MAX = 4;
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

const figuresOf = ({ pieces }: FreeLine): number =>
  pieces.filter(({ text }) => looksNumeric(text)).length;

/** A row has several texts, with a figure among them, and is no sentence. */
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

/** The header's lines above the first row: short texts, as far as the label or the sentence above. */
const headFrom = (lines: readonly FreeLine[], first: number, start: number): number => {
  let from = first;
  while (from > start && from > first - HEADER_LINES_MAX) {
    const { text, pieces, baseline } = lines[from - 1]!;
    const far = lines[from]!.baseline - baseline > lines[from]!.size * HEADER_GAP_MAX;
    const other = pieces.length === 1 && text.length > HEADER_CHARS_MAX;
    if (SENTENCE.test(text) || LABEL.test(text) || far || other) break;
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
    else if (SENTENCE.test(line.text) || LABEL.test(line.text)) break;
    else if (line.text.length > HEADER_CHARS_MAX && line.pieces.length === 1) break;
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

/** A text of a row, its broken lines joined. */
interface Cell extends Span {
  text: string;
}

interface Row {
  readonly page: number;
  readonly figures: boolean;
  readonly cells: readonly Cell[];
}

/**
 * The rows of a table with a text for every column; null where positions do not show the columns, because two figures of
 * one row fall into the same.
 */
export const looseRows = (lines: readonly PagedLine[]): readonly LooseRow[] | null => {
  // Where there is one row, the distance of rows is not known, and the headings may be as near to it as the rest of its name.
  const [row, other] = lines.filter(({ line }) => isRow(line) && !isNumbers(line));
  const rows = rowGroups(
    lines.map(({ page, line }) => ({
      page,
      line,
      baseline: line.baseline,
      size: line.size,
      figures: isRow(line) && !isNumbers(line),
      heading:
        isNumbers(line) || (!other && !!row && line !== row.line && isOverFigures(line, row.line)),
    })),
  ).map(rowOf);
  const columns = columnsOf(rows);
  const firstOf = groupsOf(headOf(rows));
  const found: LooseRow[] = [];
  for (const { page, cells } of rows) {
    const texts = columns.map(() => '');
    for (const cell of cells) {
      const column = nearest(columns, firstOf.get(cell) ?? cell);
      const before = texts[column]!;
      // A name may have a space in it; two figures are two cells.
      if (looksNumeric(before) && looksNumeric(cell.text)) return null;
      texts[column] = before + (before === '' ? '' : ' ') + cell.text;
    }
    found.push({ page, cells: texts });
  }
  return found;
};

/** Whether a line numbers the columns: its numbers stand below the headings, and not where the figures do. */
const isNumbers = (line: FreeLine): boolean =>
  isColumnNumbers(
    textLine(
      { page: null, line: 1 },
      unspaced(line)
        .map(({ text }) => text)
        .join(' '),
    ),
  );

/** Whether a line has texts over several figures of a row: these are headings, and no rest of its name. */
const isOverFigures = (line: FreeLine, row: FreeLine): boolean =>
  unspaced(row).filter(
    (figure) =>
      looksNumeric(figure.text) && unspaced(line).some((heading) => overlaps(heading, figure)),
  ).length > 1;

const rowOf = (group: readonly (PagedLine & UnruledLine)[]): Row => {
  const cells: Cell[] = [];
  for (const { line } of group) {
    // Texts of one line that are printed over each other are cells of their own.
    const before = [...cells];
    for (const { text, left, right } of unspaced(line)) {
      const above = before.find((cell) => overlaps(cell, { left, right }));
      if (!above) cells.push({ text, left, right });
      else {
        above.text = joined([above.text, text]);
        widen(above, { left, right });
      }
    }
  }
  return {
    page: group[0]!.page,
    figures: group.some(({ figures }) => figures),
    cells: cells.toSorted((a, b) => a.left - b.left),
  };
};

const TOTAL = /^(?:收入|支出|本年)?[合总]\s*计$/;
const ONE_CHARACTER = /^\p{Script=Han}$/u;
/** The largest gap between the characters of a spaced word, in parts of the type size. */
const SPACED_MAX = 3;
/** One-character headings side by side. */
const LEVELS = /^[类款项]$/;

/** The words of a line; a word with spaces between its characters (合 计) is one. */
const unspaced = ({ words, size }: FreeLine): readonly TextSpan[] => {
  const found: { text: string; left: number; right: number; open: boolean }[] = [];
  for (const [i, { text, left, right }] of words.entries()) {
    const last = found.at(-1);
    const next = words[i + 1]?.text;
    const open = ONE_CHARACTER.test(text) && !(LEVELS.test(text) && next !== '目');
    if (last?.open && open && left - last.right <= size * SPACED_MAX)
      Object.assign(last, { text: last.text + text, right });
    else found.push({ text, left, right, open });
  }
  return found;
};

/** A span of x that a column's texts take. */
interface Span {
  left: number;
  right: number;
}

/** Texts of rows that overlap are one column; a heading with no text below it is a column by itself. */
const columnsOf = (rows: readonly Row[]): readonly Span[] => {
  const cells = rows.flatMap((row) => (row.figures ? row.cells : []));
  // A total heading spans several columns and would join them into one.
  const columns = disjointSpans(cells.filter(({ text }) => !TOTAL.test(text)));
  for (const total of disjointSpans(cells.filter(({ text }) => TOTAL.test(text))))
    if (!columns.some((column) => overlaps(column, total))) columns.push(total);
  const leaves = leavesOf(headOf(rows));
  const taken = leaves.filter((leaf) => columns.some((column) => overlaps(column, leaf)));
  // A heading may be beside right-aligned figures. Between two columns below their headings as many columns as headings belong to each other.
  for (const [column, leaf] of inOrder(columns, leaves)) {
    taken.push(leaf);
    widen(column, leaf);
  }
  // Such a column has no other heading.
  for (const column of columns) {
    if (taken.some((leaf) => overlaps(column, leaf))) continue;
    const own = headingBeside(column, leaves, columns);
    if (!own || taken.includes(own)) continue;
    taken.push(own);
    widen(column, own);
  }
  const bare = leaves.filter((leaf) => !taken.includes(leaf));
  return [...columns, ...bare.map(({ left, right }) => ({ left, right }))].toSorted(
    (a, b) => a.left - b.left,
  );
};

const headOf = (rows: readonly Row[]): readonly Row[] =>
  rows.slice(
    0,
    rows.findIndex(({ figures }) => figures),
  );

/** A heading is centred over those of its group within this part of their distance. */
const OFF_GROUP = 0.4;

/**
 * The headings that are centred over several of the line below, each with the first of these: it stands over that one's column and those to its
 * right. Numbers of columns are no headings of a group.
 */
const groupsOf = (head: readonly Row[]): ReadonlyMap<Cell, Cell> => {
  const lines = head.filter(({ cells }) => !cells.every(({ text }) => /^(?:\*+|\d+)$/.test(text)));
  const first = new Map<Cell, Cell>();
  for (let k = lines.length - 2; k >= 0; k--) {
    const { cells } = lines[k]!;
    for (const [i, heading] of cells.entries()) {
      const own = lines[k + 1]!.cells.filter(
        (cell) =>
          middleOf(cell) > middleOf(cells[i - 1] ?? NOWHERE) &&
          (i + 1 === cells.length || middleOf(cell) < middleOf(cells[i + 1]!)) &&
          !cells.some((other) => other !== heading && overlaps(other, cell)),
      );
      const group = centredUnder(heading, own);
      if (group) first.set(heading, first.get(group) ?? group);
    }
  }
  return first;
};

const NOWHERE: Readonly<Span> = { left: -Infinity, right: -Infinity };

/** The first of the most cells, at least two, over which a heading is centred. */
const centredUnder = (heading: Readonly<Span>, cells: readonly Cell[]): Cell | undefined => {
  for (let count = cells.length; count >= 2; count--)
    for (let i = 0; i + count <= cells.length; i++) {
      const [from, to] = [middleOf(cells[i]!), middleOf(cells[i + count - 1]!)];
      const distance = (to - from) / (count - 1);
      if (Math.abs((from + to) / 2 - middleOf(heading)) <= distance * OFF_GROUP) return cells[i];
    }
  return undefined;
};

/** Spans from left to right, those that overlap as one. */
const disjointSpans = (cells: readonly Readonly<Span>[]): Span[] => {
  const found: Span[] = [];
  for (const { left, right } of cells.toSorted((a, b) => a.left - b.left)) {
    const last = found.at(-1);
    if (last && overlaps(last, { left, right })) widen(last, { left, right });
    else found.push({ left, right });
  }
  return found;
};

/** The columns below no heading and the headings over none, in their order, wherever there are as many of both side by side. */
const inOrder = (
  columns: readonly Span[],
  leaves: readonly Span[],
): readonly (readonly [Span, Span])[] => {
  const found: [Span, Span][] = [];
  let alone: Span[] = [];
  let over: Span[] = [];
  const pair = () => {
    if (alone.length === over.length)
      found.push(...alone.map((each, i): [Span, Span] => [each, over[i]!]));
    [alone, over] = [[], []];
  };
  const byMiddle = (spans: readonly Span[]) => spans.toSorted((a, b) => middleOf(a) - middleOf(b));
  const headings = byMiddle(leaves);
  let next = 0;
  for (const column of byMiddle(columns)) {
    const own = headings.findIndex((leaf, at) => at >= next && overlaps(column, leaf));
    if (own === -1) {
      alone.push(column);
      continue;
    }
    over = headings.slice(next, own);
    pair();
    next = own + 1;
  }
  over = headings.slice(next);
  pair();
  return found;
};

/** The heading nearest to a column, with no other column between them, nor another heading that has one. */
const headingBeside = (
  column: Readonly<Span>,
  leaves: readonly Span[],
  columns: readonly Span[],
): Span | undefined => {
  const middle = middleOf(column);
  const isBetween = (other: Readonly<Span>, leaf: Readonly<Span>) =>
    (middleOf(other) - middle) * (middleOf(other) - middleOf(leaf)) < 0;
  return leaves
    .filter(
      (leaf) =>
        !columns.some(
          (other) => other !== column && (overlaps(other, leaf) || isBetween(other, leaf)),
        ),
    )
    .toSorted((a, b) => Math.abs(middleOf(a) - middle) - Math.abs(middleOf(b) - middle))[0];
};

/** Headings with no other below them, within half way to their neighbours. */
const leavesOf = (head: readonly Row[]): readonly Span[] =>
  head.flatMap(({ cells }, k) =>
    cells.filter((cell, i) => {
      const [before, after] = [cells[i - 1], cells[i + 1]];
      const from = before ? (middleOf(before) + middleOf(cell)) / 2 : -Infinity;
      const to = after ? (middleOf(after) + middleOf(cell)) / 2 : Infinity;
      const below = head
        .slice(k + 1)
        .flatMap((row) => row.cells)
        .filter((other) => middleOf(other) > from && middleOf(other) < to);
      return !isOver(cell, below);
    }),
  );

/** How far the middle of a heading may be from that of those below it, in parts of their extent. */
const OFF_CENTRE = 0.25;

/** Whether a heading spans others: one of them is right below it, or it is centred over them. */
const isOver = (heading: Readonly<Span>, below: readonly Readonly<Span>[]): boolean => {
  if (below.length === 0) return false;
  const left = Math.min(...below.map((each) => each.left));
  const right = Math.max(...below.map((each) => each.right));
  return (
    below.some((each) => overlaps(each, heading)) ||
    Math.abs((left + right) / 2 - middleOf(heading)) <= (right - left) * OFF_CENTRE
  );
};

const middleOf = ({ left, right }: Readonly<Span>): number => (left + right) / 2;

const overlaps = (a: Readonly<Span>, b: Readonly<Span>): boolean =>
  a.left < b.right && b.left < a.right;

const widen = (span: Span, { left, right }: Readonly<Span>): void => {
  span.left = Math.min(span.left, left);
  span.right = Math.max(span.right, right);
};

/** The column that contains a text, or the nearest one. */
const nearest = (columns: readonly Span[], piece: Readonly<Span>): number => {
  const middle = middleOf(piece);
  let best = 0;
  let least = Infinity;
  for (const [i, span] of columns.entries()) {
    const away = Math.max(span.left - middle, middle - span.right, 0);
    if (away < least) [best, least] = [i, away];
  }
  return best;
};
