import { fold } from '../../../text/fold.js';
import { looksNumeric } from '../../printed-amount.js';
import {
  type Cells,
  cellsOrText,
  type DocumentLine,
  isBlank,
  TABLE_LINE_CHARS_MAX,
  wordsOf,
} from '../../document-line.js';
import { agencyOf, isProse, printedUnit } from '../form/line-kinds.js';

/** Whether a line is one text and not a row of cells. */
export const isAlone = (cells: Cells | null): boolean =>
  cells === null || cells.filter((cell) => !isBlank(cell)).length <= 1;

/** A figure, and not the year that headers have. */
export const isFigure = (word: string): boolean => looksNumeric(word) && !/^20\d{2}$/.test(word);

/** A sentence or a heading of the narrative; the figures in a row, with their commas, make none. */
export const isSentence = (line: DocumentLine): boolean => {
  if (line.text.length > TABLE_LINE_CHARS_MAX) return true;
  const words = wordsOf(line).filter((word) => !looksNumeric(word));
  return isAlone(line.cells) && isProse(fold(words.join('')));
};

/** Whether a line has several figures, as a row has. */
export const isRowLike = (line: DocumentLine): boolean =>
  wordsOf(line).filter((word) => looksNumeric(word) && /[.,]\d/.test(word)).length >= 2;

/** The one text of a line that has no other cell. */
export const loneText = (line: DocumentLine): string =>
  cellsOrText(line)
    .find((cell) => !isBlank(cell))
    ?.trim() ?? '';

/** 编制部门：…, 单位：元, and the 元 that is broken off it. */
export const isFurniture = (text: string, folded: string): boolean =>
  printedUnit(text) !== undefined ||
  agencyOf(text) !== undefined ||
  /^(?:亿|万)?元\)?$/.test(folded);
