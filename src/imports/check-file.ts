import type { Examined } from '../reading/examine.js';
import type { ImportAnswer } from './imports.answer.js';

/** What `imports check` answers of one file. */
export interface CheckedFile {
  readonly file: string;
  /** Null of a file that cannot be read. */
  readonly sha256: string | null;
  readonly findings: ImportAnswer['findings'];
}

/** The findings of a document that was read without a ledger. */
export const checkedFile = (file: string, { document, facts }: Examined): CheckedFile => ({
  file,
  sha256: document.sha256,
  findings: facts.findings.map(({ finding: id, document: _document, ...finding }) => ({
    id,
    ...finding,
    status: 'open' as const,
  })),
});
