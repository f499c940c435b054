import { Refusal } from '../../domain/errors.js';
import type { TextLine } from '../printed.js';

/** Refuses: this version reads none. */
export const readDocx = async (_bytes: Uint8Array, file: string): Promise<readonly TextLine[]> => {
  throw new Refusal(
    'document-unreadable',
    `${file} is an DOCX document, which this version does not read: save it as CSV or text.`,
  );
};
