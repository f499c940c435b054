/** Lines that are inspected; a document's tables begin earlier. */
const PEEK_LINES = 2_000;
const QUOTED = /"(?:[^"]|"")*"/g;
/** 1,234,567: the commas of one figure. Excel quotes such a cell, text does not. */
const GROUPED = /(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)/g;
const ROW_COMMAS_MIN = 2;
const ROWS_MIN = 3;
/** Longer rows are skipped: on millions of quotes the pattern overflows the stack. */
const ROW_CHARS_MAX = 10_000;

/**
 * Whether a text is CSV: rows separated by commas outnumber those separated by tabs or pipes. Text in Chinese has full-width
 * commas, and a figure's own are not counted.
 */
export const looksLikeCsv = (text: string): boolean => {
  let commas = 0;
  let others = 0;
  for (const line of text.split(/\r\n|\r|\n/, PEEK_LINES)) {
    if (line.length > ROW_CHARS_MAX) continue;
    const bare = line.replace(QUOTED, '').replace(GROUPED, '');
    if (bare.includes('\t') || bare.trimStart().startsWith('|')) others++;
    else if (bare.split(',').length > ROW_COMMAS_MIN) commas++;
  }
  return commas >= ROWS_MIN && commas > others;
};
