import type { Grid, GridCell } from './grid.js';
import { heightOf, joined, type Line, type Piece, partOf } from './text.js';

/** A table by its columns' places: each row has a text for every column, blank ones too. */
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

/** How far a character may stand over the line that parts it from the next, in parts of its size. */
const STRADDLE = 0.2;
/** A whole figure, or a part of a code. */
const FIGURE = /^[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/;

/** Puts lines of text into the cells of a grid. Text of a merged cell stands in the first of its fields. */
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

/** A piece in its cell; in two, where a line of the table goes between its characters. */
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
  const next = piece.glyphs.findIndex(
    ({ left }, i) => i > 0 && left >= wall - slack && piece.glyphs[i - 1]!.right <= wall + slack,
  );
  if (next === -1) return [place(piece)];
  return [
    place(partOf(piece, 0, next)),
    ...intoCells(grid, line, partOf(piece, next, piece.glyphs.length)),
  ];
};

/** The cells that begin between two lines across: one row, or several that no line parts. */
const rowsOfBand = (band: readonly Placed[], width: number): readonly (readonly string[])[] => {
  const columns = Array.from({ length: width }, (_, column) =>
    textLines(band.filter(({ cell }) => cell.column === column)),
  );
  const anchors = rowAnchors(columns);
  return anchors === undefined
    ? [columns.map((lines) => joined(lines.map(({ text }) => text)))]
    : anchors.map((_, row) =>
        columns.map((lines) =>
          joined(
            lines
              .filter(({ baseline }) => nearest(anchors, baseline) === row)
              .map(({ text }) => text),
          ),
        ),
      );
};

interface CellLine {
  readonly baseline: number;
  readonly text: string;
}

const textLines = (placed: readonly Placed[]): readonly CellLine[] => {
  const lines: { baseline: number; text: string }[] = [];
  for (const { baseline, piece } of placed) {
    const last = lines.at(-1);
    if (last && last.baseline === baseline) last.text += ` ${piece.text}`;
    else lines.push({ baseline, text: piece.text });
  }
  return lines;
};

/** Where rows stand that no line parts: two columns or more hold several figures, one below the other. */
const rowAnchors = (columns: readonly (readonly CellLine[])[]): readonly number[] | undefined => {
  const figures = columns.filter(
    (lines) => lines.length > 1 && lines.every(({ text }) => FIGURE.test(text.replaceAll(' ', ''))),
  );
  if (figures.length < 2) return undefined;
  const most = figures.reduce((best, lines) => (lines.length > best.length ? lines : best));
  return most.map(({ baseline }) => baseline);
};

const nearest = (anchors: readonly number[], baseline: number): number => {
  let best = 0;
  for (const [i, anchor] of anchors.entries())
    if (Math.abs(anchor - baseline) < Math.abs(anchors[best]! - baseline)) best = i;
  return best;
};
