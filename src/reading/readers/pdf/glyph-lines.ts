import { type Glyph, middleOf } from './page.js';

/** Characters that follow one another on a line without a gap wide enough to separate cells. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly size: number;
  /** Its characters, from left to right. */
  readonly glyphs: readonly Glyph[];
}

/** The pieces at one height. */
export interface Line {
  readonly baseline: number;
  readonly size: number;
  readonly pieces: readonly Piece[];
}

/** Baselines that differ by less, in parts of the type size, are one: figures and characters come in two fonts. */
export const SAME_LINE = 0.45;
/** A bold character may be printed twice, a little apart. */
const SAME_PLACE = 0.25;
/** A character of another text lies this far over the one before it, in parts of the type size. */
const OVERPRINT_MIN = 0.3;
/** Gaps in parts of the type size: above the first a space is shown, above the second a new piece begins. */
const SPACE_GAP = 0.2;
const PIECE_GAP = 0.9;
/** Text after a complete figure begins a new piece, however small the gap. */
const FIGURE_END = /\d[.,]?\d*\.\d\d?%?$|\d,\d{3}$/;

/** Glyphs as lines from top to bottom, each from left to right. */
export const glyphLines = (glyphs: readonly Glyph[]): readonly Line[] => {
  const lines: Glyph[][] = [];
  let current: Glyph[] = [];
  let baseline = 0;
  let size = 0;
  for (const glyph of glyphs.toSorted((a, b) => a.baseline - b.baseline)) {
    const near = glyph.baseline - baseline <= Math.max(Math.min(size, glyph.size), 1) * SAME_LINE;
    if (current.length === 0 || !near) {
      lines.push((current = []));
      ({ baseline, size } = glyph);
    }
    current.push(glyph);
  }
  return lines.map(lineOf);
};

const lineOf = (glyphs: readonly Glyph[]): Line => {
  const size = Math.max(...glyphs.map((glyph) => glyph.size));
  return {
    baseline: Math.max(...glyphs.map((glyph) => glyph.baseline)),
    size,
    pieces: piecesOf(glyphs),
  };
};

const piecesOf = (glyphs: readonly Glyph[]): readonly Piece[] => {
  const pieces: { text: string; right: number; size: number; glyphs: Glyph[] }[] = [];
  const { ordered, starts } = apart(glyphs, once(glyphs.toSorted((a, b) => a.left - b.left)));
  let before: Glyph | undefined;
  for (const glyph of ordered) {
    const { text, left, right } = glyph;
    const piece = pieces.at(-1);
    const size = sizeOf(glyph, before);
    before = glyph;
    const gap = piece && !starts.has(glyph) ? (left - piece.right) / size : Infinity;
    if (!piece || gap > PIECE_GAP || (gap > SPACE_GAP && FIGURE_END.test(piece.text))) {
      pieces.push({ text, right, size: glyph.size, glyphs: [glyph] });
      continue;
    }
    piece.text += (gap > SPACE_GAP ? ' ' : '') + text;
    piece.right = Math.max(piece.right, right);
    piece.size = Math.max(piece.size, glyph.size);
    piece.glyphs.push(glyph);
  }
  return pieces.map((piece) => ({ ...piece, left: piece.glyphs[0]!.left }));
};

const sizeOf = (glyph: Glyph, before: Glyph | undefined): number =>
  Math.max(glyph.size, before?.size ?? 0, 1);

/** Without the characters that are printed again at their own place. */
const once = (sorted: readonly Glyph[]): readonly Glyph[] => {
  const kept: Glyph[] = [];
  for (const glyph of sorted) {
    const before = kept.at(-1);
    const isAgain =
      before?.text === glyph.text && glyph.left - before.left < sizeOf(glyph, before) * SAME_PLACE;
    if (!isAgain) kept.push(glyph);
  }
  return kept;
};

/**
 * The characters of a line in their order, and those that begin a text of their own although no gap is before them: a text
 * that runs over the border of its cell is printed over its neighbour, and only the order of drawing tells the two apart.
 */
const apart = (
  drawn: readonly Glyph[],
  sorted: readonly Glyph[],
): { readonly ordered: readonly Glyph[]; readonly starts: ReadonlySet<Glyph> } => {
  const isOver = (glyph: Glyph, i: number): boolean => {
    const before = sorted[i - 1];
    return (
      before !== undefined && before.right - glyph.left > sizeOf(glyph, before) * OVERPRINT_MIN
    );
  };
  if (!sorted.some(isOver)) return { ordered: sorted, starts: new Set() };
  const kept = new Set(sorted);
  const runs: Glyph[][] = [];
  for (const glyph of drawn.filter((each) => kept.has(each))) {
    const before = runs.at(-1)?.at(-1);
    const gap = before ? (glyph.left - before.right) / sizeOf(glyph, before) : Infinity;
    if (-OVERPRINT_MIN <= gap && gap <= PIECE_GAP) runs.at(-1)!.push(glyph);
    else runs.push([glyph]);
  }
  runs.sort(([a], [b]) => a!.left - b!.left);
  const starts = runs.flatMap(([first], i) =>
    runs[i - 1]?.some(({ right }) => right - first!.left > first!.size * OVERPRINT_MIN)
      ? [first!]
      : [],
  );
  return { ordered: runs.flat(), starts: new Set(starts) };
};

const AMOUNT = String.raw`[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})\.\d\d`;
/**
 * Where an amount with two decimals ends and another text begins, or the other way round, however small the gap: 12.34一、本年支出. Digits after it
 * are further decimals, unless they are amounts with two decimals as well; a bracket after it is a note, unless an ordinal or an amount is in it.
 */
const AROUND_AMOUNT = new RegExp(
  String.raw`(?<=(?:^|[^\d.,])${AMOUNT})(?=(?:${AMOUNT})+(?![\d.,])|[(（](?:[一二三四五六七八九十]+|${AMOUNT})[)）]|(?![元万亿千百倍个])\p{Script=Han})` +
    String.raw`|(?<=[\p{Script=Han}）)])(?=(?:${AMOUNT})+(?![\d.,]))`,
  'u',
);

/** The words of a piece, split at gaps too small to split pieces, and around its amounts. */
export const wordsOfPiece = ({ glyphs }: Piece): readonly Piece[] => {
  const words: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    const size = Math.max(glyph.size, 1);
    if (before && glyph.left - before.right <= size * SPACE_GAP) words.at(-1)!.push(glyph);
    else words.push([glyph]);
    before = glyph;
  }
  return words.flatMap(aroundAmounts).flatMap(piecesOf);
};

const aroundAmounts = (glyphs: readonly Glyph[]): readonly (readonly Glyph[])[] => {
  const [first, ...more] = glyphs
    .map(({ text }) => text)
    .join('')
    .split(AROUND_AMOUNT);
  if (first === undefined || more.length === 0) return [glyphs];
  let length = 0;
  const end = glyphs.findIndex(({ text }) => (length += text.length) >= first.length) + 1;
  return end === glyphs.length
    ? [glyphs]
    : [glyphs.slice(0, end), ...aroundAmounts(glyphs.slice(end))];
};

/** A part of a piece: the characters from one on, up to another. */
export const partOf = ({ glyphs }: Piece, from: number, to: number): Piece => {
  const [part] = piecesOf(glyphs.slice(from, to));
  return part!;
};

/** A line's whole text; a gap is shown as one space. */
export const textOf = ({ pieces }: Line): string => pieces.map(({ text }) => text).join(' ');

/** Lines of one cell, or of one paragraph, as one text. */
export const joined = (parts: readonly string[]): string =>
  parts.reduce((text, part) => text + (needsSpace(text, part) ? ' ' : '') + part, '');

/** Only Latin words have a space where their line was broken; a figure may be broken too. */
const needsSpace = (before: string, after: string): boolean =>
  /[A-Za-z]$/.test(before) && /^[A-Za-z]/.test(after);

/** The height at which the middle of a line stands, in points from the bottom of the page. */
export const heightOf = ({ baseline, size }: Line): number => middleOf({ baseline, size });
