/** A row of a CSV file (RFC 4180), ended by `\n`: a cell is quoted where it has a comma, a quote or a line break. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`;

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A text as a spreadsheet may have it: marked as text where the spreadsheet would take it for a formula. */
export const escapeFormula = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
