import { gridsOf } from './grid.js';
import { middleOf, type PageContent } from './page.js';
import { type RuledTable, ruledTable } from './ruled-table.js';
import { type Line, glyphLines, textOf, wordsOfPiece } from './glyph-lines.js';

/** A text and its extent on its line. */
export interface TextSpan {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** A line outside every ruled table. */
export interface FreeLine {
  readonly kind: 'line';
  readonly text: string;
  readonly pieces: readonly TextSpan[];
  /** The same, split at smaller gaps too. */
  readonly words: readonly TextSpan[];
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** What a page holds, from top to bottom. */
export interface PageBlocks {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly (FreeLine | RuledTable)[];
}

/** Text may touch the outer lines of its table. */
const MARGIN_POINTS = 1;

/** Splits a page into its ruled tables and the lines between them. */
export const pageBlocks = ({ page, width, height, glyphs, rulings }: PageContent): PageBlocks => {
  const grids = gridsOf(rulings);
  const within = grids.map(() => [] as (typeof glyphs)[number][]);
  const free: (typeof glyphs)[number][] = [];
  // A character belongs to the smallest table around it: a frame may surround several tables.
  const order = grids.map((_, i) => i).toSorted((a, b) => areaOf(grids[a]!) - areaOf(grids[b]!));
  for (const glyph of glyphs) {
    const [x, y] = [(glyph.left + glyph.right) / 2, middleOf(glyph)];
    const own = order.find((i) => holds(grids[i]!, x, y));
    (own === undefined ? free : within[own]!).push(glyph);
  }
  const tables = grids.flatMap((grid, i): readonly (FreeLine | RuledTable)[] => {
    const lines = glyphLines(within[i]!);
    if (lines.length === 0) return [];
    return isTable(grid) ? [ruledTable(grid, lines)] : lines.map(freeLine);
  });
  const blocks = [...glyphLines(free).map(freeLine), ...tables].toSorted(
    (a, b) => topOf(a) - topOf(b),
  );
  return { page, width, height, blocks };
};

interface Places {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

const areaOf = ({ xs, ys }: Places): number => (xs.at(-1)! - xs[0]!) * (ys.at(-1)! - ys[0]!);

const holds = ({ xs, ys }: Places, x: number, y: number): boolean =>
  x >= xs[0]! - MARGIN_POINTS &&
  x <= xs.at(-1)! + MARGIN_POINTS &&
  y >= ys[0]! - MARGIN_POINTS &&
  y <= ys.at(-1)! + MARGIN_POINTS;

/** A frame around text is no table. */
const isTable = ({ xs }: Places): boolean => xs.length > 2;

const topOf = (block: FreeLine | RuledTable): number =>
  block.kind === 'ruled' ? block.top : block.baseline - block.size;

const freeLine = (line: Line): FreeLine => ({
  kind: 'line',
  text: textOf(line),
  pieces: line.pieces.map(spanOf),
  words: line.pieces.flatMap(wordsOfPiece).map(spanOf),
  left: line.pieces[0]!.left,
  right: Math.max(...line.pieces.map(({ right }) => right)),
  baseline: line.baseline,
  size: line.size,
});

const spanOf = ({ text, left, right }: TextSpan): TextSpan => ({ text, left, right });
