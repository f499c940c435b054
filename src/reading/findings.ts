import type { Finding, Place, Severity } from '../domain/events/finding.js';
import { type DocumentLine, type LinePlace, printedText } from './document-line.js';

/** Makes a finding. Fields that are not given are null: most findings of the reader are about words and places, not figures. */
export const finding = (
  rule: string,
  severity: Severity,
  message: string,
  places: readonly Place[],
  more: Partial<Finding> = {},
): Finding => ({
  rule,
  severity,
  table: null,
  section: null,
  subject: null,
  column: null,
  printed: null,
  expected: null,
  difference: null,
  unit: null,
  hint: null,
  ...more,
  places,
  message,
});

/** Where a line or a part of one stands. */
export const placeOf = (
  at: DocumentLine,
  table: number | null,
  more: { readonly row?: number; readonly column?: string; readonly text?: string } = {},
): Place => ({
  table,
  page: at.page,
  line: at.line,
  row: more.row ?? null,
  column: more.column ?? null,
  text: more.text ?? printedText(at).trim(),
});

/** A line as messages name it: `line 12`, or `page 3, line 12` where the document has pages. */
export const lineInWords = ({ page, line }: LinePlace): string =>
  page === null ? `line ${line}` : `page ${page}, line ${line}`;

const QUOTE_CHARS_MAX = 60;

/** Printed text in quotes, shortened for a message. */
export const quote = (text: string): string => {
  const chars = [...text.trim()];
  return chars.length > QUOTE_CHARS_MAX
    ? `"${chars.slice(0, QUOTE_CHARS_MAX).join('')}…"`
    : `"${chars.join('')}"`;
};
