import type { Examined } from '../reading/examine.js';
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
  /** With `--round-trip`. */
  readonly roundTrip?: RoundTrip;
}

/** What `imports check` answers about a document that can be read. */
export const checkedFile = (
  file: string,
  { document, facts }: Examined,
  roundTrip: RoundTrip | undefined,
): CheckedFile => ({
  file,
  sha256: document.sha256,
  findings: facts.findings.map(unrecordedFinding),
  ...(roundTrip && { roundTrip }),
});

/** @throws every error that is not about the file itself. */
export const uncheckedFile = (
  file: string,
  bytes: Uint8Array | undefined,
  error: unknown,
): CheckedFile => ({ file, sha256: sha256Of(bytes), findings: [], problem: refusalOf(error) });
