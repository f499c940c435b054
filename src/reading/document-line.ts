import { fold } from '../text/fold.js';

/** Longer lines are no table's; they are kept as narrative, unsplit. */
export const TABLE_LINE_CHARS_MAX = 2_000;

export type Shape = 'tabs' | 'pipes' | 'spaces';

/** How the cells of one line are parted; told from the line alone, so a document may mix shapes. */
export const shapeOf = (text: string): Shape =>
  isPiped(text) ? 'pipes' : text.includes('\t') ? 'tabs' : 'spaces';

const isPiped = (text: string): boolean => {
  const trimmed = text.trim();
  return trimmed.startsWith('|') && trimmed.length > 1 && trimmed.indexOf('|', 1) > 0;
};

/**
 * The cells of a line whose shape keeps blank cells (tabs, Markdown pipes); null for a space-separated line, whose blank
 * cells are lost.
 */
export const cellsOf = (text: string): readonly string[] | null => {
  if (text.length > TABLE_LINE_CHARS_MAX) return null;
  switch (shapeOf(text)) {
    case 'tabs':
      return text.split('\t').map((cell) => cell.trim());
    case 'pipes': {
      const inner = text.trim().replace(/^\|/, '').replace(/\|$/, '');
      return inner.split('|').map((cell) => cell.trim());
    }
    case 'spaces':
      return null;
  }
};

/** The words of a line, whatever its shape; blank cells have none. */
export const wordsOf = (text: string): readonly string[] => {
  if (text.length > TABLE_LINE_CHARS_MAX) return [];
  const bare = isPiped(text) ? text.replaceAll('|', ' ') : text;
  return bare.split(/\s+/).filter((word) => word !== '');
};

/** The line under a Markdown header, `|---|:--:|`. */
export const isSeparator = (cells: readonly string[]): boolean =>
  cells.length > 0 && cells.every((cell) => /^:?-{3,}:?$/.test(cell));

const BLANK_MARKS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '–',
  '/',
  '\\',
  '−',
  '―',
]);

const BLANK_CHARS_MAX = 6;

/** A blank cell: empty, or a stroke in its place. */
export const isBlank = (cell: string): boolean =>
  cell.length <= BLANK_CHARS_MAX ? BLANK_MARKS.has(fold(cell)) : cell.trim() === '';
