import type { FreeLine } from './blocks.js';
import { joined } from './text.js';

/** How far text reaches across pages of one width: where a line is full. */
export type Measure = (width: number) => number | undefined;

/** Under this many lines that end at the same place it is no margin. */
const MARGIN_LINES_MIN = 3;
const INDENT_MIN = 1.2;
/** A line that a page's text goes on below by more is followed by another paragraph. */
const LEADING_MAX = 2.6;
const INDENT = '\u3000\u3000';
const ORDINAL =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|[①-⑳●•·◆■□])/;
const SENTENCE_END = /[。；;：:！？]["”』」）)]*$/;
/** What is not broken over lines: a figure, a Latin word. */
const UNBROKEN = /^(?:[\dA-Za-z.,%]+|.)[，。；：、！？）”》%]*/u;

/** The right margin of the text on pages of each width: the furthest place at which several lines end. */
export const measureOf = (
  pages: readonly { readonly width: number; readonly lines: readonly FreeLine[] }[],
): Measure => {
  const ends = new Map<number, FreeLine[]>();
  for (const { width, lines } of pages) {
    const key = Math.round(width / 10);
    ends.set(key, [...(ends.get(key) ?? []), ...lines]);
  }
  return (width) => {
    const lines = ends.get(Math.round(width / 10)) ?? [];
    const sorted = lines.toSorted((a, b) => b.right - a.right);
    return sorted.find(
      ({ right, size }, i) =>
        sorted.filter((other, j) => j >= i && right - other.right <= size * 1.5).length >=
        MARGIN_LINES_MIN,
    )?.right;
  };
};

/** Lines as paragraphs: those that end only because they are full go on in the next. An indent is kept. */
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
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x2000 ? 0.55 : 1), 0);
