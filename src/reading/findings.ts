import { createHash } from 'node:crypto';
import type { IdentifiedFinding } from '../domain/budget/budget-command.js';
import { eachOnce, type Finding, type Place, type Severity } from '../domain/events/finding.js';
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

/**
 * Gives each finding its id, a hash of the document, the rule and the subject, so that the same finding has the same id every
 * time. For lines that were entered without a document the budget takes its place. Its places are there once each.
 */
export const identified = (
  of: { readonly document: string } | { readonly budget: string },
  findings: readonly Finding[],
): readonly IdentifiedFinding[] => {
  const document = 'document' in of ? of.document : null;
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, table, section, subject, column } = finding;
    const about = JSON.stringify([of, rule, table, section, subject, column]);
    const repeat = seen.get(about) ?? 0;
    seen.set(about, repeat + 1);
    const id = createHash('sha256').update(`${about} ${repeat}`).digest('hex').slice(0, 16);
    return { finding: id, document, ...finding, places: eachOnce(finding.places) };
  });
};
