import { utils, write, type CellObject } from '@e965/xlsx';
import { asText, grid } from '../../cli/grid.js';
import { widthOf } from '../../text/columns.js';
import { csvLine, escapeFormula } from '../../text/csv.js';
import type { Style } from '../../cli/style.js';

/** A column of a list that an auditor takes away. */
export interface RecordColumn<R> {
  readonly header: string;
  readonly value: (record: R) => string | null;
  /** Figures are numbers in files and stand right-aligned; everything else is text, so that codes keep their zeros. */
  readonly figure?: true;
  /** Not among the columns that a terminal shows. */
  readonly fileOnly?: true;
}

const WIDTH_MIN = 10;
const WIDTH_MAX = 60;

/** The records for people, or the sentence that there are none. */
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
            .map(({ header, value, figure }) => ({
              header,
              cell: value,
              ...(figure ? { figure } : {}),
            })),
          style,
        ),
      );

/** UTF-8 without a mark, one `\n` a row; a text that a spreadsheet would take for a formula is marked as text. */
export const recordsAsCsv = <R>(
  records: readonly R[],
  columns: readonly RecordColumn<R>[],
): string =>
  [
    columns.map(({ header }) => header),
    ...records.map((record) =>
      columns.map(({ value, figure }) => {
        const text = value(record) ?? '';
        return figure ? unsigned(text) : escapeFormula(text);
      }),
    ),
  ]
    .map(csvLine)
    .join('');

/** One JSON document a line. */
export const recordsAsJsonLines = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** A workbook of one sheet. */
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

/** A rise carries its sign for people; a program reads the number. */
const unsigned = (text: string): string => text.replace(/^\+/, '');

const textCell = (value: string): CellObject => ({ t: 's', v: escapeFormula(value), z: '@' });
const figureCell = (value: string): CellObject => ({
  t: 'n',
  v: Number(value),
  z: value.includes('.') ? '0.00' : '0',
});
