import type { FreeLine } from './page-blocks.js';
import { joined } from './glyph-lines.js';

/** How many lines must end at the same place to show the margin. */
const MARGIN_LINES_MIN = 3;
/** How far, in parts of the type size, full lines end from each other. */
const RAGGED_MAX = 1.5;
const INDENT_MIN = 1.2;
/** A larger distance between two lines begins a new paragraph. */
const LEADING_MAX = 2.6;
const INDENT = '\u3000\u3000';
const ORDINAL =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|[①-⑳●•·◆■□])/;
const SENTENCE_END = /[。；;：:！？]["”』」）)]*$/;
/** What is never broken over lines: a figure, a Latin word. */
export const UNBROKEN = /^(?:[\dA-Za-z.,%]+|.)[，。；：、！？）”》%]*/u;

/** Where the lines of a text are full: the furthest place at which several of them end. */
export const marginOf = (lines: readonly FreeLine[]): number | undefined => {
  // 编制单位：… and 单位：元 are at the two edges of their table.
  const sorted = lines
    .filter(({ pieces }) => pieces.length === 1)
    .toSorted((a, b) => b.right - a.right);
  return sorted.find(({ right, size }, i) => {
    const last = sorted[i + MARGIN_LINES_MIN - 1];
    return last !== undefined && right - last.right <= size * RAGGED_MAX;
  })?.right;
};

/** Joins lines into paragraphs: a line that ends because it is full continues in the next. An indent is kept. */
export const paragraphsOf = (
  lines: readonly FreeLine[],
  margin: number | undefined,
): readonly string[] => {
  const left = Math.min(...lines.map((line) => line.left));
  const found: string[][] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before && margin !== undefined && goesOn(before, line, left, margin))
      found.at(-1)!.push(line.text);
    else found.push([(isIndented(line, left) ? INDENT : '') + line.text]);
  }
  return found.map(joined);
};

const isIndented = (line: FreeLine, left: number): boolean =>
  line.left - left > line.size * INDENT_MIN;

const goesOn = (before: FreeLine, line: FreeLine, left: number, margin: number): boolean => {
  if (isIndented(line, left) || Math.abs(before.size - line.size) > line.size * 0.15) return false;
  if (line.baseline - before.baseline > line.size * LEADING_MAX) return false;
  if (ORDINAL.test(line.text) && SENTENCE_END.test(before.text)) return false;
  const next = UNBROKEN.exec(line.text)?.[0] ?? '';
  return margin - before.right < (widthOf(next) + 1) * line.size;
};

/** In parts of the type size: Latin characters are half as wide as others. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x2000 ? 0.55 : 1), 0);
