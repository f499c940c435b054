import { Refusal } from '../../domain/errors.js';
import type { TextLine } from '../printed.js';

/** Refuses: this version reads none. */
export const readXlsx = async (_bytes: Uint8Array, file: string): Promise<readonly TextLine[]> => {
  throw new Refusal(
    'document-unreadable',
    `${file} is an XLSX workbook, which this version does not read: save it as CSV or text.`,
  );
};
