import { utils, write, type CellObject } from '@e965/xlsx';
import { asText, grid } from '../../cli/grid.js';
import { widthOf } from '../../text/columns.js';
import { csvFile, escapeFormula } from '../../text/csv.js';
import type { Style } from '../../cli/style.js';

/** A column of an exported list. */
export interface RecordColumn<R> {
  readonly header: string;
  readonly value: (record: R) => string | null;
  /** The value on a terminal, where it is another than in files. */
  readonly shown?: (record: R) => string;
  /** A number in files, right-aligned on a terminal. All other columns are text, so that codes keep leading zeros. */
  readonly figure?: true;
  /** Not shown on a terminal. */
  readonly fileOnly?: true;
}

const WIDTH_MIN = 10;
const WIDTH_MAX = 60;

/** The records as a table for a terminal, or the sentence `none` when there are none. */
export const recordsAsText = <R>(
  records: readonly R[],
  columns: readonly RecordColumn<R>[],
  none: string,
  style: Style,
): string =>
  records.length === 0
    ? `${none}\n`
    : asText(
        grid(
          records,
          columns
            .filter(({ fileOnly }) => !fileOnly)
            .map(({ header, value, shown, figure }) => ({
              header,
              cell: shown ?? value,
              ...(figure ? { figure } : {}),
            })),
          style,
        ),
      );

/** UTF-8 with a byte order mark, rows ended by `\n`; a text that a spreadsheet would read as a formula is escaped. */
export const recordsAsCsv = <R>(
  records: readonly R[],
  columns: readonly RecordColumn<R>[],
): string =>
  csvFile([
    columns.map(({ header }) => header),
    ...records.map((record) =>
      columns.map(({ value, figure }) => {
        const text = value(record) ?? '';
        return figure ? unsigned(text) : escapeFormula(text);
      }),
    ),
  ]);

/** One JSON document per line. */
export const recordsAsJsonLines = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** A workbook with one sheet. */
export const recordsAsXlsx = <R>(
  records: readonly R[],
  columns: readonly RecordColumn<R>[],
  name: string,
): Uint8Array => {
  const rows: (CellObject | null)[][] = [
    columns.map(({ header }) => textCell(header)),
    ...records.map((record) =>
      columns.map(({ value, figure }) => {
        const text = value(record);
        return text === null ? null : figure ? figureCell(text) : textCell(text);
      }),
    ),
  ];
  const sheet = utils.aoa_to_sheet(rows);
  sheet['!cols'] = columns.map((_, column) => ({
    wch: Math.min(
      WIDTH_MAX,
      Math.max(WIDTH_MIN, ...rows.map((row) => widthOf(String(row[column]?.v ?? '')) + 2)),
    ),
  }));
  return new Uint8Array(
    write(utils.book_new(sheet, name), { type: 'array', bookType: 'xlsx', compression: true }),
  );
};

/** Without the plus sign, which is for people only. */
const unsigned = (text: string): string => text.replace(/^\+/, '');

const textCell = (value: string): CellObject => ({ t: 's', v: escapeFormula(value), z: '@' });
const figureCell = (value: string): CellObject => ({
  t: 'n',
  v: Number(value),
  z: value.includes('.') ? '0.00' : '0',
});
