/** Spreadsheets take a CSV file for UTF-8 only where it begins with it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A CSV file: UTF-8 with a byte order mark, and a {@link csvLine} for each row. */
export const csvFile = (rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + rows.map(csvLine).join('');

/** A row of a CSV file (RFC 4180), ended by `\n`: a cell is quoted where it has a comma, a quote or a line break. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`;

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** An amount with a sign, and a change such as `+1076644.60, 15.32%`: a spreadsheet has nothing to calculate in them. */
const SIGNED_AMOUNT = /^[+-]\d+\.\d{2}(?:,? [+-]?\d+\.\d{2}%)?$/;

/** Marks a text that a spreadsheet would read as a formula as text, by an apostrophe in front. */
export const escapeFormula = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !SIGNED_AMOUNT.test(text) ? `'${text}` : text;
