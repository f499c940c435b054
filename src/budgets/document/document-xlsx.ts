import { utils, write, type CellObject, type Range, type WorkSheet } from '@e965/xlsx';
import { withSeparators } from '../../text/with-separators.js';
import { widthOf } from '../../text/columns.js';
import { escapeFormula } from '../../text/csv.js';
import {
  withSeparatorsInText,
  spread,
  type LaidCell,
  type LaidDocument,
  type LaidRow,
  type LaidTable,
} from './layout.js';
import { styledWorkbook, type SheetStyle, type Style } from './xlsx-styles.js';

const AMOUNT_FORMAT = '#,##0.00';
const TEXT_FORMAT = '@';
const WIDTH_MIN = 6;
const WIDTH_MAX = 48;
const PROSE_WIDTH = 90;
/** A wider table is printed in landscape. */
const UPRIGHT_WIDTH_MAX = 125;
const POINTS = { title: 30, line: 18, row: 20, further: 14 } as const;
/** The rows above the headings: the title, then agency and unit. */
const ABOVE_ROWS = 2;

/**
 * A budget as a workbook: cover, sentences, and a sheet for each table with its heading cells merged, ruled, and set up to be
 * printed on A4 with its headings on every page.
 */
export const documentAsXlsx = (document: LaidDocument): Uint8Array =>
  workbookOf([
    { name: '封面', ...proseSheet([[document.title, 'cover'], ...document.cover.map(coverLine)]) },
    {
      name: '编制说明',
      ...proseSheet([
        [document.heading, 'title'],
        ...document.sections.flatMap(({ heading, paragraphs }): Prose[] => [
          [heading, 'heading'],
          ...paragraphs.map(paragraph),
        ]),
        ...document.absent.map(paragraph),
      ]),
    },
    ...document.tables.map((table) => ({ name: table.sheet, ...tableSheet(table) })),
  ]);

/** One table as a workbook of one sheet. */
export const laidTableAsXlsx = (table: LaidTable): Uint8Array =>
  workbookOf([{ name: table.sheet, ...tableSheet(table) }]);

const workbookOf = (sheets: readonly NamedSheet[]): Uint8Array => {
  const book = utils.book_new();
  for (const { name, sheet } of sheets) utils.book_append_sheet(book, sheet, name);
  const bytes = write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer;
  return styledWorkbook(
    new Uint8Array(bytes),
    sheets.map(({ name, style }) => ({ name, ...style })),
  );
};

/** How a line of a sheet of sentences looks. */
type ProseStyle = 'cover' | 'cover-line' | 'title' | 'heading' | 'prose';
type Prose = readonly [text: string, style: ProseStyle];

const coverLine = (text: string): Prose => [text, 'cover-line'];
const INDENT = '\u3000\u3000';
const paragraph = (text: string): Prose => [`${INDENT}${withSeparatorsInText(text)}`, 'prose'];

/** A character of a line that is larger than sentences, in the units of column widths. */
const HEAD_ROOM = { cover: 2.7, 'cover-line': 1.7, title: 2, heading: 1.4 } as const;

interface StyledSheet {
  readonly sheet: WorkSheet;
  readonly style: SheetStyle;
}

type NamedSheet = StyledSheet & { readonly name: string };

const proseSheet = (lines: readonly Prose[]): StyledSheet => {
  const sheet: WorkSheet = utils.aoa_to_sheet(lines.map(([text]) => [textCell(text)]));
  sheet['!cols'] = [{ wch: PROSE_WIDTH }];
  sheet['!rows'] = lines.map(([text, style]) => ({
    hpt:
      style === 'prose'
        ? POINTS.line * Math.ceil((widthOf(text) + 1) / PROSE_WIDTH)
        : POINTS.title * Math.max(1, Math.ceil((widthOf(text) * HEAD_ROOM[style]) / PROSE_WIDTH)),
  }));
  return {
    sheet,
    style: {
      styles: lines.map(([, style]) => [style]),
      landscape: false,
      headings: null,
    },
  };
};

const tableSheet = (table: LaidTable): StyledSheet => {
  const width = table.columns.length;
  const body = ABOVE_ROWS + table.headerRows;
  const blank = (count: number): null[] => Array.from({ length: count }, () => null);
  const rows: (CellObject | null)[][] = [
    [textCell(table.title), ...blank(width - 1)],
    [textCell(table.agency), ...blank(width - 2), textCell(table.unit)],
    ...headerRows(table),
    ...table.rows.map((row) =>
      spread(row).map(({ text, kind }) =>
        text === '' ? null : kind === 'amount' ? amountCell(text) : textCell(text),
      ),
    ),
    ...(table.note === null ? [] : [[textCell(table.note)]]),
  ];
  const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => cell ?? EMPTY)));
  sheet['!merges'] = [
    range(0, 0, 1, width),
    // The unit stands alone in the last column.
    ...(width > 2 ? [range(1, 0, 1, width - 1)] : []),
    ...table.header.map((cell) =>
      range(ABOVE_ROWS + cell.row, cell.column, cell.rows, cell.columns),
    ),
    ...table.rows.flatMap(({ cells }, i) =>
      cells.map((cell, column) => range(body + i, column, 1, cell.columns)),
    ),
    ...(table.note === null ? [] : [range(rows.length - 1, 0, 1, width)]),
  ].filter(({ s, e }) => s.r !== e.r || s.c !== e.c);
  const widths = widthsOf(table);
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  sheet['!rows'] = [
    POINTS.title,
    POINTS.row,
    ...headerHeights(table, widths),
    ...table.rows.map((row) => rowHeight(row, widths)),
    ...(table.note === null ? [] : [heightOf(linesIn(table.note, sum(widths), false))]),
  ].map((hpt) => ({ hpt }));
  const across = (style: Style): Style[] => table.columns.map(() => style);
  return {
    sheet,
    style: {
      styles: [
        across('title'),
        table.columns.map((_, column) => (column === width - 1 ? 'unit' : 'agency')),
        ...Array.from({ length: table.headerRows }, () => across('head')),
        ...table.rows.map((row) => spread(row).map(({ kind }) => styleOf(row, kind))),
        ...(table.note === null ? [] : [across('note')]),
      ],
      landscape: sum(widths) > UPRIGHT_WIDTH_MAX,
      headings: { from: 1, to: body },
    },
  };
};

const styleOf = ({ total }: LaidRow, kind: 'code' | 'name' | 'amount'): Style =>
  kind === 'amount' ? (total ? 'total-amount' : 'amount') : total ? 'total-label' : kind;

const headerRows = ({ header, headerRows: lines, columns }: LaidTable): (CellObject | null)[][] => {
  const rows = Array.from({ length: lines }, () => columns.map((): CellObject | null => null));
  for (const { text, row, column } of header) rows[row]![column] = textCell(text);
  return rows;
};

const range = (row: number, column: number, rows: number, columns: number): Range => ({
  s: { r: row, c: column },
  e: { r: row + rows - 1, c: column + columns - 1 },
});

/** A cell that is ruled and has no text. */
const EMPTY: CellObject = { t: 's', v: '' };

const textCell = (value: string): CellObject => ({
  t: 's',
  v: escapeFormula(value),
  z: TEXT_FORMAT,
});

const amountCell = (value: string): CellObject => ({
  t: 'n',
  v: Number(value),
  z: AMOUNT_FORMAT,
});

/** A character of a cell, in the units of column widths, where the font is another than the one that is asked for. */
const ROOM = { plain: 1.2, bold: 1.4, title: 2 } as const;
const SIDES = 2;

const roomFor = (text: string, bold: boolean): number =>
  Math.ceil(widthOf(text) * (bold ? ROOM.bold : ROOM.plain)) + SIDES;

const shownText = ({ text, kind }: LaidCell): string =>
  kind === 'amount' ? withSeparators(text) : text;

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** Figures and codes fit, names and headings wrap, and together they are as wide as the title. */
const widthsOf = (table: LaidTable): readonly number[] => {
  const widths = table.columns.map(({ kind }, column) => {
    const least = Math.max(WIDTH_MIN, headingWidth(table, column));
    const needed = table.rows.map((row) => {
      const cell = spread(row)[column]!;
      return cell.columns > 1 ? 0 : roomFor(shownText(cell), row.total);
    });
    const widest = Math.max(least, ...needed);
    return kind === 'name' ? Math.min(WIDTH_MAX, widest) : widest;
  });
  const last = widths.length - 1;
  widths[last] = Math.max(widths[last]!, roomFor(table.unit, false));
  const missing = widthOf(table.title) * ROOM.title - sum(widths);
  return missing <= 0 ? widths : widths.map((width) => width + Math.ceil(missing / widths.length));
};

/** A heading over this column alone wraps once. */
const headingWidth = ({ header }: LaidTable, column: number): number =>
  Math.max(
    0,
    ...header
      .filter((cell) => cell.column === column && cell.columns === 1)
      .map(({ text }) => roomFor(text, true) / 2 + SIDES),
  );

const linesIn = (text: string, width: number, bold: boolean): number =>
  Math.max(1, Math.ceil((roomFor(text, bold) - SIDES) / (width - 1)));

const heightOf = (lines: number): number => POINTS.row + (lines - 1) * POINTS.further;

const rowHeight = (row: LaidRow, widths: readonly number[]): number =>
  heightOf(
    Math.max(
      ...spread(row).map((cell, column) =>
        cell.kind === 'name' && cell.columns === 1
          ? linesIn(cell.text, widths[column]!, row.total)
          : 1,
      ),
    ),
  );

/** A heading over several rows has the height of all of them. */
const headerHeights = (table: LaidTable, widths: readonly number[]): readonly number[] => {
  const heights = Array.from({ length: table.headerRows }, () => POINTS.row as number);
  for (const { text, row, rows, column, columns } of table.header) {
    const width = sum(widths.slice(column, column + columns));
    const height = sum(heights.slice(row, row + rows));
    const missing = heightOf(linesIn(text, width, true)) - height;
    if (missing > 0) heights[row + rows - 1]! += missing;
  }
  return heights;
};
