import type { PlacedGlyph, Stroke } from './page-operators.js';
import type { Glyph, PageContent, Ruling } from './page.js';

/** Quarters of a turn, clockwise, by which a page's text is turned away from upright. */
type Quarter = 0 | 1 | 2 | 3;
type Point = readonly [number, number];

/** The tangent of the angle that still counts as straight. */
const SLANT_MAX = 0.05;
/** Characters without width, such as accents, have no direction. */
const GLYPH_POINTS_MIN = 0.01;

/**
 * Turns a page so that most of its text is upright. Text that is then slanted or sideways (a watermark, a page number
 * beside a table in landscape) is left out.
 */
export const upright = (
  page: number,
  size: { readonly width: number; readonly height: number },
  placed: readonly PlacedGlyph[],
  strokes: readonly Stroke[],
): PageContent => {
  const quarters = placed.map(quarterOf);
  const counts = [0, 1, 2, 3].map((each) => quarters.filter((quarter) => quarter === each).length);
  const quarter = counts.indexOf(Math.max(...counts)) as Quarter;
  const { width, height } = quarter % 2 === 0 ? size : { width: size.height, height: size.width };
  const turn = turnBack(quarter, size);
  const glyphs = placed.flatMap((glyph, i) => {
    if (quarters[i] !== quarter) return [];
    const [left, baseline] = turn(glyph.from);
    const [right] = turn(glyph.to);
    const outside = right < 0 || left > width || baseline < 0 || baseline > height + glyph.size;
    return outside
      ? []
      : [{ text: glyph.text, left, right, baseline, size: glyph.size } satisfies Glyph];
  });
  const rulings = strokes.flatMap(({ from, to }) => rulingOf(turn(from), turn(to)) ?? []);
  return { page, width, height, glyphs, rulings };
};

const quarterOf = ({ from, to }: PlacedGlyph): Quarter | undefined => {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  if (Math.hypot(x, y) < GLYPH_POINTS_MIN) return undefined;
  if (Math.abs(y) <= Math.abs(x) * SLANT_MAX) return x > 0 ? 0 : 2;
  if (Math.abs(x) <= Math.abs(y) * SLANT_MAX) return y > 0 ? 1 : 3;
  return undefined;
};

const turnBack = (
  quarter: Quarter,
  { width, height }: { readonly width: number; readonly height: number },
): ((point: Point) => Point) => {
  switch (quarter) {
    case 0:
      return (point) => point;
    case 1:
      return ([x, y]) => [y, width - x];
    case 2:
      return ([x, y]) => [width - x, height - y];
    case 3:
      return ([x, y]) => [height - y, x];
  }
};

const rulingOf = ([x1, y1]: Point, [x2, y2]: Point): Ruling | undefined => {
  const [width, height] = [Math.abs(x1 - x2), Math.abs(y1 - y2)];
  if (height <= width * SLANT_MAX)
    return { across: true, at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) };
  if (width <= height * SLANT_MAX)
    return { across: false, at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) };
  return undefined;
};
