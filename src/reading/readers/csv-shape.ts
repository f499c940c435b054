/** Lines that are inspected; a document's tables begin earlier. */
const PEEK_LINES = 2_000;
const QUOTED = /"(?:[^"]|"")*"/g;
/** 1,234,567: the commas of one figure. Excel quotes such a cell, text does not. */
const GROUPED = /(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)/g;
const ROW_SEPARATORS_MIN = 2;
const ROWS_MIN = 3;
/** Longer rows are skipped: on millions of quotes the pattern overflows the stack. */
const ROW_CHARS_MAX = 10_000;

/** What separates the cells of a CSV: a semicolon where Excel's region has a comma for the decimal point. */
export type CsvSeparator = ',' | ';';

/**
 * What separates the cells of a text that is CSV: in rows that outnumber those separated by tabs or pipes. Null for any other text.
 * Text in Chinese has full-width commas and semicolons, and a figure's own commas are not counted.
 */
export const separatorOfCsv = (text: string): CsvSeparator | null => {
  const rows: Record<CsvSeparator, number> = { ',': 0, ';': 0 };
  let others = 0;
  for (const line of text.split(/\r\n|\r|\n/, PEEK_LINES)) {
    if (line.length > ROW_CHARS_MAX) continue;
    const bare = line.replace(QUOTED, '').replace(GROUPED, '');
    if (bare.includes('\t') || bare.trimStart().startsWith('|')) others++;
    else if (bare.split(';').length > ROW_SEPARATORS_MIN) rows[';']++;
    else if (bare.split(',').length > ROW_SEPARATORS_MIN) rows[',']++;
  }
  const separator = rows[';'] > rows[','] ? ';' : ',';
  return rows[separator] >= ROWS_MIN && rows[separator] > others ? separator : null;
};
