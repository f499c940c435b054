import type { Unit } from '../domain/values/money.js';
import { fold } from '../text/fold.js';
import { legible } from '../text/legible.js';

/** A line of a document as a reader hands it on: a row of a table, or running text. */
export type DocumentLine = RowLine | TextLine;

/** Where a line stands. */
export interface LinePlace {
  /**
   * From 1: in a text the line of the file, in a PDF the line of its page, in a workbook the row of its sheet, in a CSV the
   * line of the file on which the row begins, in a Word document the paragraph or row.
   */
  readonly line: number;
  /** From 1; in a workbook the number of the sheet. Null where a file has no pages. */
  readonly page: number | null;
}

/** A row whose cells the print keeps apart. */
export interface RowLine extends LinePlace {
  /** The filled cells from left to right; a stroke fills a cell too. */
  readonly cells: readonly Cell[];
  /** The whole row as findings quote it, its cells separated as in the file, or by tabs. Tables are decided on the cells. */
  readonly printed: string;
}

/** A paragraph, a heading, a sentence; also a row that is printed with nothing but spaces between its texts. */
export interface TextLine extends LinePlace {
  readonly cells: null;
  /** As printed. */
  readonly text: string;
}

/** A filled cell of a row, or a word of running text. */
export interface Cell {
  /** As printed, without the white space around it. */
  readonly text: string;
  /** From 0 at the left; null for a word of running text, of which only the order is known. */
  readonly column: number | null;
  /** The unit that its heading prints. */
  readonly unit?: Unit;
  /** True where the sums show that neither its heading's unit nor the one printed in it is meant: its figure is in the table's. */
  readonly isInTableUnit?: true;
}

/** Cells with the units that their headings print, by their columns; `table`: all of them in that of the table. */
export const inUnits = (
  cells: readonly Cell[],
  units: ((column: number | null) => Unit | undefined) | 'table',
): readonly Cell[] =>
  cells.map((cell) => {
    if (units === 'table') return { ...cell, isInTableUnit: true };
    const unit = units(cell.column);
    return unit === undefined ? cell : { ...cell, unit };
  });

/** Longer lines are no table's; they are kept as narrative, without cells. */
const TABLE_LINE_CHARS_MAX = 2_000;

/** A line of running text. */
export const textLine = ({ line, page }: LinePlace, text: string): TextLine => ({
  line,
  page,
  cells: null,
  text: legible(text),
});

/** A row of a table, from its texts by column. A single text is a line by itself; a row that is too long for a table has no cells. */
export const rowLine = (place: LinePlace, texts: readonly string[]): DocumentLine =>
  texts.length > 1 ? lineWith(place, texts, texts.join('\t')) : parsedLine(place, texts[0] ?? '');

/** A line of a text file: a row where tabs or the pipes of Markdown separate its cells, running text otherwise. */
export const parsedLine = (place: LinePlace, text: string): DocumentLine => {
  switch (separatorOf(text)) {
    case 'pipes':
      return lineWith(place, cellsBetweenPipes(text), text);
    case 'tabs':
      return lineWith(place, text.split('\t'), text);
    case 'spaces':
      return textLine(place, text);
  }
};

/** Markdown writes \| for | within a cell, and likewise its other marks. */
const cellsBetweenPipes = (text: string): readonly string[] =>
  text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll(/\\([\\|*_`<>[\]])/g, '$1'));

const lineWith = (
  { line, page }: LinePlace,
  texts: readonly string[],
  printed: string,
): DocumentLine =>
  printed.length > TABLE_LINE_CHARS_MAX
    ? textLine({ line, page }, printed)
    : { line, page, cells: filledCells(texts), printed: legible(printed) };

const filledCells = (texts: readonly string[]): readonly Cell[] =>
  texts
    .map((text, column) => ({ text: legible(text).trim(), column }))
    .filter(({ text }) => text !== '');

/** What separates the cells of a line of a text file. */
export const separatorOf = (text: string): 'pipes' | 'tabs' | 'spaces' => {
  const trimmed = text.trim();
  if (trimmed.startsWith('|') && trimmed.indexOf('|', 1) > 0) return 'pipes';
  return text.includes('\t') ? 'tabs' : 'spaces';
};

/** A line as printed, to quote it or to read it as a sentence. */
export const printedText = (line: DocumentLine): string => (line.cells ? line.printed : line.text);

/** Whether a line has no filled cell and no text. */
export const isBlankLine = (line: DocumentLine): boolean =>
  line.cells ? line.cells.length === 0 : line.text.trim() === '';

/** The cells of a row; the words of running text, none where it is too long for a table. */
export const cellsOf = (line: DocumentLine): readonly Cell[] =>
  line.cells ?? wordsOf(line).map((text) => ({ text, column: null }));

/** The words of a line, with or without cells, each figure with the unit behind it; none for a line that is too long for a table. */
export const wordsOf = (line: DocumentLine): readonly string[] =>
  isTooLong(line)
    ? []
    : textsOf(line)
        .flatMap((text) => text.replace(BEFORE_UNIT, '').split(/\s+/))
        .filter((word) => word !== '');

const BEFORE_UNIT = /(?<=\d[.)）]?)\s+(?=(?:亿|百?万|千)?元(?:\s|$))/g;

/** The texts of a row's cells; the whole line where it is running text. */
export const textsOf = (line: DocumentLine): readonly string[] =>
  line.cells ? line.cells.map(({ text }) => text) : [line.text];

/** The texts of a row's cells one after the other, with nothing between them; the whole line where it is running text. */
export const joinedText = (line: DocumentLine): string => textsOf(line).join('');

/** The one text of a line, without white space around it; undefined where several cells are filled, or none. */
export const loneText = (line: DocumentLine): string | undefined => {
  const [only, ...others] = textsOf(line).filter((text) => !isBlank(text));
  return others.length > 0 ? undefined : only?.trim();
};

/** Whether a line is too long to be a table's. */
export const isTooLong = (line: DocumentLine): boolean =>
  line.cells === null && line.text.length > TABLE_LINE_CHARS_MAX;

/** The line under a Markdown header, `|---|:--:|`. */
export const isSeparator = (texts: readonly string[]): boolean =>
  texts.length > 0 && texts.every((text) => /^:?-{3,}:?$/.test(text));

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
