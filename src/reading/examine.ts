import type { DocumentFacts } from '../domain/budget/budget-command.js';
import { formOf } from '../domain/tables/forms.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Finding } from '../domain/events/finding.js';
import { factsOf } from './facts.js';
import { NO_NARRATIVE } from './narrative/narrative.js';
import { readNarrative } from './narrative/read-narrative.js';
import type { PrintedDocument } from './printed.js';
import { readDocument } from './read-document.js';
import { checkDocument } from './rules/check.js';

/** A document that was read and checked, with no ledger beside it. */
export interface Examined {
  /** The file's name, as the caller gave it. */
  readonly file: string | null;
  /** The file itself. */
  readonly bytes: Uint8Array;
  readonly document: PrintedDocument;
  readonly facts: DocumentFacts;
}

/**
 * Reads and checks a document: what `imports check` prints, a preview shows and a commit records. It may take seconds and
 * much memory, so `ReadingPool` runs it in child processes.
 *
 * @throws {Refusal} as {@link readDocument}
 */
export const examine = async (
  bytes: Uint8Array,
  file: string | null,
  publishedOn: CivilDate | null,
): Promise<Examined> => {
  const document = await readDocument(bytes, { file });
  // The sentences of other places and the relations of their tables are not known well enough to judge them.
  const { byHeadings } = formOf(document);
  const narrative = byHeadings ? NO_NARRATIVE : readNarrative(document);
  const checked = byHeadings ? [] : checkDocument(document, narrative);
  const findings = [
    ...document.findings,
    ...narrative.findings.filter((one) => !checked.some((other) => isSameGap(one, other))),
    ...checked,
  ];
  const about = { file, publishedOn, bytes: bytes.length };
  return { file, bytes, document, facts: factsOf(document, narrative, findings, about) };
};

/** Whether both say that the reason of one change is missing: one for its empty words, one since no sentence has it. */
const isSameGap = (one: Finding, other: Finding): boolean =>
  one.rule === 'NARR-REASON' &&
  other.rule === 'NARR-REASON' &&
  one.section === other.section &&
  one.subject === other.subject;
