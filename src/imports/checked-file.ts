import type { FormName } from '../domain/tables/forms.js';
import type { Examined } from '../reading/examine.js';
import { formGaps, type FormGap } from '../reading/form-gaps.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import type { ImportAnswer } from './imports.answer.js';
import { refusalOf, sha256Of, type FileProblem } from './refused-file.js';
import type { RoundTrip } from './round-trip.js';

/** What `imports check` answers about one file. */
export interface CheckedFile {
  readonly file: string;
  /** Null for a file that cannot be opened. */
  readonly sha256: string | null;
  readonly findings: ImportAnswer['findings'];
  /** Why the file was refused. */
  readonly problem?: FileProblem;
  /** With `--form`: the form that the document was read in, and what it asks and the document lacks. */
  readonly form?: { readonly name: FormName; readonly lacks: readonly FormGap[] };
  /** With `--round-trip`. */
  readonly roundTrip?: RoundTrip;
}

/** What `imports check` answers about a document that can be read. */
export const checkedFile = (
  file: string,
  { document, facts }: Examined,
  roundTrip: RoundTrip | undefined,
  withForm: boolean,
): CheckedFile => ({
  file,
  sha256: document.sha256,
  findings: facts.findings.map(unrecordedFinding),
  ...(withForm && { form: { name: document.form, lacks: formGaps(document) } }),
  ...(roundTrip && { roundTrip }),
});

/** @throws every error that is not about the file itself. */
export const uncheckedFile = (
  file: string,
  bytes: Uint8Array | undefined,
  error: unknown,
): CheckedFile => ({ file, sha256: sha256Of(bytes), findings: [], problem: refusalOf(error) });
