import { Refusal } from '../../domain/errors.js';
import { DOCUMENT_BYTES_MAX } from '../../domain/values/document-limits.js';

/** A published budget has some hundreds of lines; a department with many units has some thousands. */
const DOCUMENT_LINES_MAX = 200_000;

/** @throws {Refusal} document-unreadable: the file is empty; document-too-large: it has more bytes than a document may have. */
export const checkSize = (bytes: Uint8Array, file: string): void => {
  if (bytes.length > DOCUMENT_BYTES_MAX)
    throw new Refusal(
      'document-too-large',
      `${file} has ${bytes.length} bytes, more than the ${DOCUMENT_BYTES_MAX} that a document may have: split it or remove what is not the budget.`,
      { bytes: bytes.length, bytesMax: DOCUMENT_BYTES_MAX },
    );
  if (bytes.length === 0)
    throw new Refusal('document-unreadable', `${file} is empty: give the published budget.`);
};

/** @throws {Refusal} document-too-large: more lines than any document has. */
export const refuseTooManyLines = (lines: number, file: string): void => {
  if (lines > DOCUMENT_LINES_MAX)
    throw new Refusal(
      'document-too-large',
      `${file} has ${lines} lines, more than the ${DOCUMENT_LINES_MAX} that a document may have: split it or remove what is not the budget.`,
      { lines, linesMax: DOCUMENT_LINES_MAX },
    );
};
