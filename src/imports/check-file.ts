import { basename } from 'node:path';
import { examine, type ImportAnswer } from './import-document.js';

/** What `imports check` answers of one file. */
export interface CheckedFile {
  readonly file: string;
  readonly sha256: string;
  readonly findings: ImportAnswer['findings'];
}

/** Reads and checks a document without a ledger. Refuses what is no published budget. */
export const checkFile = async (bytes: Uint8Array, file: string): Promise<CheckedFile> => {
  const { document, facts } = await examine(bytes, basename(file), null);
  return {
    file,
    sha256: document.sha256,
    findings: facts.findings.map(({ finding: id, document: _document, ...finding }) => ({
      id,
      ...finding,
      status: 'open' as const,
    })),
  };
};
