import {
  type DocumentLine,
  isBlankLine,
  parsedLine,
  printedText,
  separatorOf,
} from '../document-line.js';
import type { MediaType } from '../printed.js';
import { refuseTooManyLines } from './limits.js';

/**
 * The lines of a text, numbered from 1. Pages are counted when the text has form feeds, and are null otherwise. A
 * document may mix lines of cells and plain ones, so that each line is split by itself.
 *
 * @throws {Refusal} document-too-large: more lines than any document has
 */
export const linesOf = (text: string, file: string): readonly DocumentLine[] => {
  const paged = text.includes('\f');
  const printed = text.split(/\r\n|\r|\n/);
  refuseTooManyLines(printed.length, file);
  let page = 1;
  return printed.map((line, i) => {
    // A page begins after the form feed, which text extraction puts at the head of the page's first line.
    const feeds = paged ? line.split('\f').length - 1 : 0;
    page += feeds;
    const own = feeds > 0 ? line.replaceAll('\f', '') : line;
    return parsedLine({ line: i + 1, page: paged ? page : null }, own);
  });
};

/** The media type of a text file, by what separates the cells in most lines of its tables. */
export const textTypeOf = (tableLines: readonly DocumentLine[]): MediaType => {
  const count = { tabs: 0, pipes: 0, spaces: 0 };
  for (const line of tableLines) if (!isBlankLine(line)) count[separatorOf(printedText(line))]++;
  if (count.pipes > count.tabs && count.pipes * 4 > count.spaces) return 'text/markdown';
  return count.tabs * 4 > count.spaces ? 'text/tab-separated-values' : 'text/plain';
};
