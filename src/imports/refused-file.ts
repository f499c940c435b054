import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { errorMessage, isRefusal, isSystemError } from '../cli/failure.js';
import type { Common } from '../cli/verb.js';
import { printable } from '../text/columns.js';
import type { ImportAnswer } from './imports.answer.js';

/** What `imports add` answers about one file. */
export type FileAnswer = ImportAnswer | RefusedFile;

/** Has the keys of an imported file, empty, so that every element of the answer has the same keys. */
export interface RefusedFile {
  readonly file: string;
  readonly sha256: string | null;
  readonly status: 'refused';
  readonly budget: null;
  readonly agency: null;
  readonly fiscalYear: null;
  readonly scope: null;
  readonly tables: readonly [];
  readonly lines: 0;
  readonly claims: 0;
  readonly findings: ImportAnswer['findings'];
  readonly endedFindings: readonly [];
  readonly changes: null;
  readonly projects: readonly [];
  readonly assets: readonly [];
  readonly token: null;
  readonly problem: FileProblem;
}

/** Why a file was refused. */
export interface FileProblem {
  readonly code: string;
  readonly detail: string;
}

/** @throws every error that is not about the file itself. */
export const refusedFile = (
  file: string,
  bytes: Uint8Array | undefined,
  error: unknown,
): RefusedFile => {
  const findings = isRefusal(error) ? error.details['findings'] : undefined;
  return {
    file,
    sha256: sha256Of(bytes),
    status: 'refused',
    budget: null,
    agency: null,
    fiscalYear: null,
    scope: null,
    tables: [],
    lines: 0,
    claims: 0,
    findings: (findings as ImportAnswer['findings'] | undefined) ?? [],
    endedFindings: [],
    changes: null,
    projects: [],
    assets: [],
    token: null,
    problem: refusalOf(error),
  };
};

/**
 * The problem of a file that was refused or could not be opened.
 *
 * @throws the error itself, when it is neither a refusal nor an error of the file system.
 */
export const refusalOf = (error: unknown): FileProblem => {
  if (!isRefusal(error) && !isSystemError(error)) throw error;
  return {
    code: isRefusal(error) ? error.code : 'document-unreadable',
    detail: errorMessage(error),
  };
};

/** The SHA-256 of a file in hex; null when it could not be read. */
export const sha256Of = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');

/** One line about the refused files among all of a command's; undefined when there are none. */
export const refusalWarning = (
  refused: readonly { readonly file: string; readonly problem: FileProblem }[],
  files: number,
  { json }: Pick<Common, 'json'>,
): string | undefined => {
  const [first] = refused;
  if (first === undefined) return undefined;
  const count = `${refused.length} of ${files} files were refused`;
  // The text for people gives the reason of each file itself.
  if (files > 1 && !json) return `${count}.`;
  const { detail } = first.problem;
  const message = detail.includes(basename(first.file)) ? detail : `${first.file}: ${detail}`;
  return printable(files === 1 ? message : `${count}: ${message}`);
};
