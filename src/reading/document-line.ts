import { fold } from '../text/fold.js';

/** A line of a document as a reader hands it on: a paragraph, a heading, or a row of a table with its cells. */
export interface DocumentLine {
  /**
   * From 1: in a text the line of the file, in a PDF the line of its page, in a workbook the row of its sheet, in a CSV the
   * line of the file on which the row begins, in a Word document the paragraph or row.
   */
  readonly line: number;
  /** From 1; in a workbook the number of the sheet. Null where a file has no pages. */
  readonly page: number | null;
  /** The whole line as printed; the cells of a row are joined by tabs, or by what the print separates them with. */
  readonly text: string;
  /** The cells of a row; null where the print keeps none, so that blank cells are lost: a space-separated line, a sentence. */
  readonly cells: Cells | null;
}

/** The texts of a row's cells without white space around them, by column from the left; a blank cell is `''`. */
export type Cells = readonly string[];

/** Where a line stands. */
export type LinePlace = Pick<DocumentLine, 'line' | 'page'>;

/** Longer lines are no table's; they are kept as narrative, without cells. */
export const TABLE_LINE_CHARS_MAX = 2_000;

/** A line of text, of any kind of file. Tabs or Markdown's pipes separate its cells; without them it has none. */
export const textLine = ({ line, page }: LinePlace, text: string): DocumentLine => ({
  line,
  page,
  text,
  cells: text.length > TABLE_LINE_CHARS_MAX ? null : cellsIn(text),
});

/** A row of a table. A single cell is a line of text; a row that is longer than any of a table has no cells. */
export const rowLine = (place: LinePlace, cells: Cells): DocumentLine => {
  const text = cells.join('\t');
  if (cells.length <= 1) return textLine(place, text);
  const { line, page } = place;
  const isRow = text.length <= TABLE_LINE_CHARS_MAX;
  return { line, page, text, cells: isRow ? cells.map((cell) => cell.trim()) : null };
};

const cellsIn = (text: string): Cells | null => {
  switch (separatorOf(text)) {
    case 'pipes': {
      const inner = text.trim().replace(/^\|/, '').replace(/\|$/, '');
      return inner.split('|').map((cell) => cell.trim());
    }
    case 'tabs':
      return text.split('\t').map((cell) => cell.trim());
    case 'spaces':
      return null;
  }
};

/** What separates the cells of a line of text. */
export const separatorOf = (text: string): 'pipes' | 'tabs' | 'spaces' => {
  const trimmed = text.trim();
  if (trimmed.startsWith('|') && trimmed.indexOf('|', 1) > 0) return 'pipes';
  return text.includes('\t') ? 'tabs' : 'spaces';
};

/** The words of a line, with or without cells; none for a line longer than any of a table. */
export const wordsOf = ({ text, cells }: DocumentLine): readonly string[] =>
  text.length > TABLE_LINE_CHARS_MAX
    ? []
    : (cells ?? [text]).flatMap((part) => part.split(/\s+/)).filter((word) => word !== '');

/** What stands on a line, cell by cell; the whole line where it has no cells. */
export const cellsOrText = ({ text, cells }: DocumentLine): readonly string[] => cells ?? [text];

/** The line under a Markdown header, `|---|:--:|`. */
export const isSeparator = (cells: Cells): boolean =>
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
