import { Refusal } from '../../domain/errors.js';
import type { TextLine } from '../printed.js';
import { DOCUMENT_LINES_MAX } from './decode.js';

/** The lines of a text, numbered from 1. Pages are counted when the text has form feeds, and are null otherwise. */
export const linesOf = (text: string, file: string): readonly TextLine[] => {
  const paged = text.includes('\f');
  const printed = text.split(/\r\n|\r|\n/);
  checkLines(printed.length, file);
  let page = 1;
  return printed.map((line, i) => {
    // A page begins after the form feed, which text extraction puts at the head of the page's first line.
    const feeds = paged ? line.split('\f').length - 1 : 0;
    page += feeds;
    return {
      line: i + 1,
      page: paged ? page : null,
      text: feeds > 0 ? line.replaceAll('\f', '') : line,
    };
  });
};

/** Refuses (`document-too-large`) more lines than any document has. */
export const checkLines = (lines: number, file: string): void => {
  if (lines > DOCUMENT_LINES_MAX)
    throw new Refusal(
      'document-too-large',
      `${file} has ${lines} lines, more than the ${DOCUMENT_LINES_MAX} that a document may have: split it or remove what is not the budget.`,
      { lines, linesMax: DOCUMENT_LINES_MAX },
    );
};
