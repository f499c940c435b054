import type { DocumentLine } from '../document-line.js';
import type { MediaType } from '../printed.js';
import { separatorOfCsv } from './csv-shape.js';
import { decode } from './decode.js';
import { binaryKind, refuseMarkup } from './kind-of-bytes.js';
import { checkSize } from './limits.js';
import type { SheetTab } from './office/read-xlsx.js';
import { linesOf } from './text-lines.js';

/** What a reader makes of a file, whatever its kind: running text, and rows of tables with their cells. */
export interface ReadLines {
  readonly lines: readonly DocumentLine[];
  /** The names of the hidden sheets of a workbook, which are not read. */
  readonly hidden?: readonly string[];
  /** The hidden rows and columns of its visible sheets, which are read. */
  readonly unseen?: readonly string[];
  /** The visible sheets of a workbook. */
  readonly sheets?: readonly SheetTab[];
  /** How many pages a file has; in a workbook its sheets, the hidden ones too. Absent where a file has no pages. */
  readonly pages?: number;
}

/** What reads a kind of file. */
export interface Reader {
  readonly mediaType: MediaType;
  /**
   * @throws {Refusal} document-unreadable: damaged, locked or a scan; document-too-large: more pages or lines than a document
   *   has; document-too-costly: out of proportion when unpacked
   */
  readonly read: (bytes: Uint8Array, file: string) => ReadLines | Promise<ReadLines>;
}

/**
 * The reader for a file. The kind follows from the bytes alone; the library that a kind needs is loaded with the first such
 * file.
 *
 * @throws {Refusal} document-unreadable: empty, or of a kind that is not read; document-too-large: more bytes than a document
 *   has
 */
export const readerOf = async (bytes: Uint8Array, file: string): Promise<Reader> => {
  checkSize(bytes, file);
  switch (binaryKind(bytes, file)) {
    case 'pdf':
      return { mediaType: 'application/pdf', read: (await import('./pdf/read-pdf.js')).readPdf };
    case 'xlsx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        read: (await import('./office/read-xlsx.js')).readXlsx,
      };
    case 'docx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        read: (await import('./office/read-docx.js')).readDocx,
      };
    case undefined: {
      const text = decode(bytes, file);
      refuseMarkup(text, file);
      const separator = separatorOfCsv(text);
      if (separator === null)
        return { mediaType: 'text/plain', read: () => ({ lines: linesOf(text, file) }) };
      const { readCsv } = await import('./read-csv.js');
      return { mediaType: 'text/csv', read: () => ({ lines: readCsv(text, separator, file) }) };
    }
  }
};
