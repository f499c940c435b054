import type { Grid, GridCell } from './grid.js';
import { rowGroups } from './row-groups.js';
import { heightOf, joined, type Line, type Piece, partOf, SAME_LINE } from './glyph-lines.js';

/** A table and the positions of its columns; each row has a text for every column, blank ones included. */
export interface RuledTable {
  readonly kind: 'ruled';
  readonly top: number;
  readonly bottom: number;
  readonly xs: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

interface Placed {
  readonly cell: GridCell;
  readonly baseline: number;
  readonly size: number;
  readonly piece: Piece;
}

/** How far a character may overlap the line between two cells, in parts of its size. */
const STRADDLE = 0.2;
const GAP = 0.12;
const AMOUNT = /^[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d{2})$/;
/** A whole figure, or a part of a code. */
const FIGURE = /^[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/;

/** Puts lines of text into the cells of a grid. The text of a merged cell goes into the first of its fields. */
export const ruledTable = (grid: Grid, lines: readonly Line[]): RuledTable => {
  const bands = new Map<number, Placed[]>();
  for (const line of lines)
    for (const piece of line.pieces)
      for (const placed of intoCells(grid, line, piece)) {
        const band = bands.get(placed.cell.row);
        if (band) band.push(placed);
        else bands.set(placed.cell.row, [placed]);
      }
  const rows = [...bands]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, band]) => rowsOfBand(band, grid.xs.length - 1));
  return {
    kind: 'ruled',
    top: grid.ys[0]!,
    bottom: grid.ys.at(-1)!,
    xs: grid.xs,
    rows,
  };
};

/** The index of the field in which a place lies; the outer ones take what is beyond. */
const fieldAt = (places: readonly number[], at: number): number => {
  let field = 0;
  while (field + 2 < places.length && at >= places[field + 1]!) field++;
  return field;
};

/** A piece in its cell; split where a line of the table passes between its characters. */
const intoCells = (grid: Grid, line: Line, piece: Piece): readonly Placed[] => {
  const row = fieldAt(grid.ys, heightOf(line));
  const cellAt = (x: number) => grid.cell(row, fieldAt(grid.xs, x));
  const place = (part: Piece): Placed => ({
    cell: cellAt((part.left + part.right) / 2),
    baseline: line.baseline,
    size: line.size,
    piece: part,
  });
  const [first] = piece.glyphs;
  const wall = grid.xs[cellAt((first!.left + first!.right) / 2).lastColumn + 1]!;
  if (piece.right <= wall || wall === grid.xs.at(-1)) return [place(piece)];
  const slack = piece.size * STRADDLE;
  const next = piece.glyphs.findIndex(({ left, text }, i) => {
    const before = piece.glyphs[i - 1];
    if (!before || left < wall - slack || before.right > wall + slack) return false;
    // Words may cross a ruling that remains inside a merged cell; figures do not.
    return left - before.right > piece.size * GAP || (/\d/.test(text) && /\d/.test(before.text));
  });
  if (next === -1) return [place(piece)];
  return [
    place(partOf(piece, 0, next)),
    ...intoCells(grid, line, partOf(piece, next, piece.glyphs.length)),
  ];
};

/** The cells between two horizontal lines: one row, or several with no line between them. */
const rowsOfBand = (band: readonly Placed[], width: number): readonly (readonly string[])[] => {
  const columns = Array.from({ length: width }, (_, column) =>
    textLines(band.filter(({ cell }) => cell.column === column)),
  );
  const whole = columns.map((lines) => joined(lines.map(({ text }) => text)));
  if (!areRows(columns)) return [whole];
  const all = columns
    .flatMap((lines, column) => lines.map((line) => ({ ...line, column })))
    .toSorted((a, b) => a.baseline - b.baseline);
  return rowGroups(levelled(all)).map((group) =>
    whole.map((_, column) =>
      joined(
        group.flatMap(({ parts }) =>
          parts.flatMap((part) => (part.column === column ? [part.text] : [])),
        ),
      ),
    ),
  );
};

interface CellLine {
  readonly baseline: number;
  readonly size: number;
  readonly text: string;
}

const textLines = (placed: readonly Placed[]): readonly CellLine[] => {
  const lines: { baseline: number; size: number; text: string }[] = [];
  for (const { baseline, size, piece } of placed) {
    const last = lines.at(-1);
    if (last && last.baseline === baseline) last.text += ` ${piece.text}`;
    else lines.push({ baseline, size, text: piece.text });
  }
  return lines;
};

/** 98,765.4, whose second decimal may be on the next line. */
const ONE_DECIMAL = /^[-−]?\d{1,3}(?:,\d{3})*\.\d$/;
const DIGIT = /^\d$/;

const isFigure = (text: string): boolean => FIGURE.test(text.replaceAll(' ', ''));

/** 二、事业收入 or 1. 一般公共预算资金: tables of revenue beside expenditure number their rows. */
const NUMBERED = /^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))/;

/**
 * Several figures one below the other make rows: whole amounts in one column, or figures of any kind in two. A long figure
 * that is broken over lines makes none: beside one whose last digit is alone, other figures are broken too. Numbered labels make rows also where all but one have no figure.
 */
const areRows = (columns: readonly (readonly CellLine[])[]): boolean => {
  const several = columns.filter(
    (lines) => lines.length > 1 && lines.every(({ text }) => isFigure(text)),
  );
  const isBroken = columns.some(
    ([first, last, ...more]) =>
      more.length === 0 && ONE_DECIMAL.test(first?.text ?? '') && DIGIT.test(last?.text ?? ''),
  );
  return (
    (several.length > 1 && !isBroken) ||
    several.some((lines) => lines.every(({ text }) => AMOUNT.test(text))) ||
    columns.some((lines) => lines.filter(({ text }) => NUMBERED.test(text)).length > 1)
  );
};

/** Lines of several cells at the same height, as one. */
const levelled = (lines: readonly (CellLine & { readonly column: number })[]) => {
  const levels: {
    page: number;
    baseline: number;
    size: number;
    figures: boolean;
    parts: { column: number; text: string }[];
  }[] = [];
  for (const { baseline, size, column, text } of lines) {
    const last = levels.at(-1);
    const level =
      last && baseline - last.baseline <= size * SAME_LINE
        ? last
        : { page: 0, baseline, size, figures: false, parts: [] };
    if (level !== last) levels.push(level);
    level.figures ||= isFigure(text);
    level.parts.push({ column, text });
  }
  return levels;
};
