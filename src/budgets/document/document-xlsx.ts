import { utils, write, type CellObject, type Range, type WorkSheet } from '@e965/xlsx';
import { widthOf } from '../../text/columns.js';
import { escapeFormula } from '../../text/csv.js';
import { spread, type LaidDocument, type LaidTable } from './layout.js';

const AMOUNT_FORMAT = '#,##0.00';
const TEXT_FORMAT = '@';
const WIDTH_MIN = 6;
const WIDTH_MAX = 48;
const PROSE_WIDTH = 100;

/** A budget as a workbook: cover, sentences, and a sheet for each table with its heading cells merged. */
export const documentAsXlsx = (document: LaidDocument): Uint8Array => {
  const book = utils.book_new(proseSheet([document.title, ...document.cover]), '封面');
  utils.book_append_sheet(
    book,
    proseSheet([
      document.heading,
      ...document.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
      ...document.absent,
    ]),
    '编制说明',
  );
  for (const table of document.tables)
    utils.book_append_sheet(book, tableSheet(table), table.sheet);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }));
};

const proseSheet = (lines: readonly string[]): WorkSheet => {
  const sheet: WorkSheet = utils.aoa_to_sheet(lines.map((line) => [textCell(line)]));
  sheet['!cols'] = [{ wch: PROSE_WIDTH }];
  return sheet;
};

const tableSheet = (table: LaidTable): WorkSheet => {
  const width = table.columns.length;
  const first = 2;
  const rows: (CellObject | null)[][] = [
    [textCell(`${table.table}、${table.title}`)],
    [textCell(table.unit)],
    ...headerRows(table),
    ...table.rows.map((row) =>
      spread(row).map(({ text, kind }) =>
        text === '' ? null : kind === 'amount' ? amountCell(text) : textCell(text),
      ),
    ),
    ...(table.note === null ? [] : [[textCell(table.note)]]),
  ];
  const sheet: WorkSheet = utils.aoa_to_sheet(rows);
  const body = first + table.headerRows;
  sheet['!merges'] = [
    range(0, 0, 1, width),
    range(1, 0, 1, width),
    ...table.header.map((cell) => range(first + cell.row, cell.column, cell.rows, cell.columns)),
    ...table.rows.flatMap(({ cells }, i) =>
      cells.map((cell, column) => range(body + i, column, 1, cell.columns)),
    ),
  ].filter(({ s, e }) => s.r !== e.r || s.c !== e.c);
  sheet['!cols'] = table.columns.map((_, column) => ({ wch: widest(rows.slice(body), column) }));
  return sheet;
};

const headerRows = ({ header, headerRows: lines, columns }: LaidTable): (CellObject | null)[][] => {
  const rows = Array.from({ length: lines }, () => columns.map((): CellObject | null => null));
  for (const { text, row, column } of header) rows[row]![column] = textCell(text);
  return rows;
};

const range = (row: number, column: number, rows: number, columns: number): Range => ({
  s: { r: row, c: column },
  e: { r: row + rows - 1, c: column + columns - 1 },
});

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

const widest = (rows: readonly (readonly (CellObject | null)[])[], column: number): number =>
  Math.min(
    WIDTH_MAX,
    Math.max(
      WIDTH_MIN,
      ...rows.map((row) => Math.ceil(widthOf(String(row[column]?.v ?? '')) * 1.2) + 2),
    ),
  );
