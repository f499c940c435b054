import { Refusal } from '../../domain/errors.js';
import { type DocumentLine, printedText } from '../document-line.js';
import type { PrintedDocument } from '../printed.js';
import { looksLikeCsv } from './csv-shape.js';
import { decode } from './decode.js';
import { binaryKind, type BinaryKind } from './kind-of-bytes.js';
import { checkSize } from './limits.js';
import type { SheetTab } from './office/read-xlsx.js';
import { linesOf } from './text-lines.js';

/** What a reader makes of a file, whatever its kind: lines, and rows of tables with their cells. */
export interface ReadLines {
  readonly lines: readonly DocumentLine[];
  /** How many characters could not be read, each shown as U+FFFD. */
  readonly broken: number;
  /** The names of the hidden sheets of a workbook, which are not read. */
  readonly hidden: readonly string[];
  /** The visible sheets of a workbook. */
  readonly sheets: readonly SheetTab[];
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
 * Reads the lines of a file. Its kind follows from its bytes alone; the library that a kind needs is loaded with the first
 * such file.
 *
 * @throws {Refusal} document-unreadable: damaged, locked, a scan, or of a kind that is not read; document-too-large: more
 *   bytes, pages or lines, or a longer line, than a document has; document-too-costly: out of proportion when unpacked
 */
export const readLines = async (bytes: Uint8Array, file: string): Promise<ReadLines> => {
  const read = await linesIn(bytes, file);
  const endless = read.lines.find((line) => printedText(line).length > LINE_CHARS_MAX);
  if (endless) {
    const { length } = printedText(endless);
    throw new Refusal(
      'document-too-large',
      `Line ${endless.line} of ${file} has ${length} characters, more than the ${LINE_CHARS_MAX} that a line may have: save the document anew with its lines and paragraphs.`,
      { line: endless.line, characters: length, charactersMax: LINE_CHARS_MAX },
    );
  }
  return read;
};

/**
 * A paragraph has some thousands of characters. Matching a pattern on one line cannot be interrupted, so without this limit
 * a single line could exhaust the memory of its thread and end the process.
 */
const LINE_CHARS_MAX = 100_000;

const linesIn = async (bytes: Uint8Array, file: string): Promise<ReadLines> => {
  checkSize(bytes, file);
  const kind = binaryKind(bytes, file) ?? 'text';
  if (kind !== 'text') return { ...whole(kind), ...(await BINARY_READERS[kind](bytes, file)) };
  const { text, broken } = decode(bytes, file);
  if (!looksLikeCsv(text)) return { ...whole('text'), lines: linesOf(text, file), broken };
  const { readCsv } = await import('./read-csv.js');
  return { ...whole('csv'), lines: readCsv(text, file), broken };
};

/** Defaults for a kind of file; its reader overrides what differs. */
const whole = (kind: keyof typeof MEDIA_TYPES) => ({
  mediaType: MEDIA_TYPES[kind],
  broken: 0,
  hidden: [],
  sheets: [],
});

type Reader = (
  bytes: Uint8Array,
  file: string,
) => Promise<Pick<ReadLines, 'lines'> & Partial<ReadLines>>;

const BINARY_READERS: Readonly<Record<BinaryKind, Reader>> = {
  pdf: async (...given) => ({
    lines: await (await import('./pdf/read-pdf.js')).readPdf(...given),
  }),
  xlsx: async (...given) => (await import('./office/read-xlsx.js')).readXlsx(...given),
  docx: async (...given) => ({
    lines: await (await import('./office/read-docx.js')).readDocx(...given),
  }),
};
