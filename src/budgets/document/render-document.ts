import { layoutOf } from './layout.js';
import type { PrintedBudget } from './document.answer.js';

/** The formats of a whole budget. */
const DOCUMENT_FILES = ['md', 'csv', 'xlsx', 'pdf', 'docx'] as const;
/** The format of a whole budget as a file. */
export type DocumentFile = (typeof DOCUMENT_FILES)[number];

/** The date of a document when nothing is recorded yet. */
const NEVER = '1980-01-01T00:00:00.000Z';

/** A budget as a file. The same answer gives the same bytes: its date is that of its newest event. */
export const documentAs = async (
  answer: PrintedBudget,
  format: DocumentFile,
): Promise<string | Uint8Array> => {
  const laid = layoutOf(answer);
  const written = answer.asOf.recorded ?? NEVER;
  // The writers of Office files and of PDF are large: each is loaded when it is needed.
  switch (format) {
    case 'md':
      return (await import('./document-markdown.js')).documentAsMarkdown(laid);
    case 'csv':
      return (await import('./document-csv.js')).documentAsCsv(laid);
    case 'xlsx':
      return (await import('./document-xlsx.js')).documentAsXlsx(laid);
    case 'docx':
      return (await import('./document-docx.js')).documentAsDocx(laid, written);
    case 'pdf':
      return (await import('./document-pdf.js')).documentAsPdf(laid, written);
  }
};
