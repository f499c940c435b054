import { csvFile, escapeFormula } from '../../text/csv.js';
import { headerLines, spread, type LaidDocument } from './layout.js';

/**
 * A budget as one CSV file: text outside the tables is in the first cell of its row; amounts are plain digits; a blank row
 * separates the tables. UTF-8 with a byte order mark, so that spreadsheets recognise it.
 */
export const documentAsCsv = (document: LaidDocument): string => {
  const rows: (readonly string[])[] = [
    [document.title],
    ...document.cover.map((text) => [text]),
    [],
    [document.heading],
    ...document.sections.flatMap(({ heading, paragraphs }) => [
      [heading],
      ...paragraphs.map((text) => [text]),
    ]),
    ...document.absent.map((text) => [text]),
    ...document.tables.flatMap((table) => [
      [],
      [table.title],
      [table.agency],
      [table.unit],
      ...headerLines(table),
      ...table.rows.map((row) =>
        spread(row).map(({ text, kind }) => (kind === 'amount' ? text : escapeFormula(text))),
      ),
      ...(table.note === null ? [] : [[table.note]]),
    ]),
  ];
  return csvFile(rows);
};
