import type { PrintedDocument, TextLine } from '../printed.js';
import { looksLikeCsv } from './csv-shape.js';
import { checkSize, decode } from './decode.js';
import { binaryKind, type BinaryKind } from './kind-of-bytes.js';
import { linesOf } from './lines.js';

/** What a reader makes of a file, whatever its kind: lines, in which the cells of a table's row are parted by tabs. */
export interface ReadLines {
  readonly lines: readonly TextLine[];
  /** How many characters could not be read, each shown as U+FFFD. */
  readonly broken: number;
  readonly kind: 'text' | 'csv' | BinaryKind;
  readonly mediaType: PrintedDocument['mediaType'];
}

const MEDIA_TYPES = {
  text: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/**
 * Reads the lines of a file; its kind is told from its bytes alone. The library that a kind needs is loaded with its first
 * file. Throws a Refusal: `document-unreadable`, `document-too-large`, `document-too-costly`.
 */
export const readLines = async (bytes: Uint8Array, file: string): Promise<ReadLines> => {
  checkSize(bytes, file);
  const kind = binaryKind(bytes, file);
  if (kind !== undefined) return answer(kind, await (await BINARY_READERS[kind]())(bytes, file), 0);
  const { text, broken } = decode(bytes, file);
  if (!looksLikeCsv(text)) return answer('text', linesOf(text, file), broken);
  const { readCsv } = await import('./read-csv.js');
  return answer('csv', readCsv(text, file), broken);
};

type Reader = (
  bytes: Uint8Array,
  file: string,
) => readonly TextLine[] | Promise<readonly TextLine[]>;

const BINARY_READERS: Readonly<Record<BinaryKind, () => Promise<Reader>>> = {
  pdf: async () => (await import('./pdf/read-pdf.js')).readPdf,
  xlsx: async () => (await import('./read-xlsx.js')).readXlsx,
  docx: async () => (await import('./read-docx.js')).readDocx,
};

const answer = (
  kind: ReadLines['kind'],
  lines: readonly TextLine[],
  broken: number,
): ReadLines => ({ lines, broken, kind, mediaType: MEDIA_TYPES[kind] });
