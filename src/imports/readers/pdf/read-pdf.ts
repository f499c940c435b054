import { Refusal } from '../../../domain/errors.js';
import type { TextLine } from '../../printed.js';

/** Refuses every PDF: this version reads none. */
export const readPdf = async (_bytes: Uint8Array, file: string): Promise<readonly TextLine[]> => {
  throw new Refusal(
    'document-unreadable',
    `${file} is a PDF, which this version does not read: save its text, or give the XLSX or DOCX.`,
  );
};
