import type { Finding } from '../domain/events/finding.js';
import { type DocumentLine, printedText, wordsOf } from './document-line.js';
import { finding, lineInWords, placeOf, quote } from './findings.js';
import { looksNumeric } from './printed-amount.js';

/** So many lines with figures are named. */
const PLACES_MAX = 20;

/** The lines that print an amount other than zero, told by its separators or decimals; codes and numbers of columns have none. */
export const linesWithFigures = (lines: readonly DocumentLine[]): readonly DocumentLine[] =>
  lines.filter((line) =>
    wordsOf(line).some((word) => looksNumeric(word) && /[.,]\d/.test(word) && /[1-9]/.test(word)),
  );

/**
 * `LAYOUT`, an error: figures stand in a table and no row of it was read, so that none of them is recorded. Such a table is not
 * empty, whatever its notes say. `lines`: those with figures, at least one.
 */
export const noRowsRead = (
  title: string,
  table: number,
  lines: readonly DocumentLine[],
): Finding => {
  const [first] = lines;
  return finding(
    'LAYOUT',
    'error',
    `${quote(title)} prints figures such as ${quote(printedText(first!))} on ${lineInWords(first!)}, and no row of it could be read: none of them is recorded.`,
    lines.slice(0, PLACES_MAX).map((line) => placeOf(line, table)),
    { table, subject: title, printed: printedText(first!).trim() },
  );
};
