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
  /** The whole line as printed; the cells of a row are joined by tabs, or as the text file has them. */
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

/** A line that is one text. */
export const textLine = ({ line, page }: LinePlace, text: string): DocumentLine => ({
  line,
  page,
  text,
  cells: null,
});

/** A row of a table. One that has a single cell is one text, and so is one that is longer than any row. */
export const rowLine = ({ line, page }: LinePlace, cells: Cells): DocumentLine => {
  const text = cells.join('\t');
  const isRow = cells.length > 1 && text.length <= TABLE_LINE_CHARS_MAX;
  return { line, page, text, cells: isRow ? cells.map((cell) => cell.trim()) : null };
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
