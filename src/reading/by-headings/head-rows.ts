import type { Unit } from '../../domain/values/money.js';
import { fold } from '../../text/fold.js';
import { type DocumentLine, isBlank, type RowLine, textsOf } from '../document-line.js';
import { looksNumeric } from '../printed-amount.js';
import { readUnit, unitOfLine } from '../tables/lines/line-kinds.js';
import { unitInBrackets } from '../tables/lines/units-of-headings.js';

/** 341-湖州市财政局: an own code before the name. */
export const NUMBERED = /^\d{3,9}[-_—](\p{Script=Han}.+)$/u;
const LABELLED = /^\p{Script=Han}{2,8}(?:\([^)]*\))?:/u;
const UNIT_ALONE = /^\(?((?:亿|百?万|千)?元)\)?$/;

/** The unit that a line above the rows of a table prints, with 单位： or alone. */
export const unitAbove = (line: DocumentLine): Unit | undefined => {
  const last = textsOf(line).findLast((text) => !isBlank(text)) ?? '';
  const printed = unitOfLine(line) ?? UNIT_ALONE.exec(fold(last))?.[1];
  return printed === undefined ? undefined : readUnit(printed);
};

/** The unit in the headings of a row: 预算数（万元）. */
export const unitInHeadings = (row: RowLine): Unit | undefined =>
  row.cells.flatMap(({ text }) => unitInBrackets(text) ?? [])[0];

/** Whether a row above the header of a table names the body, by its code or a label, or the unit. */
export const isHeadRow = (line: RowLine): boolean => {
  const texts = textsOf(line).map(fold);
  return (
    !texts.some(looksNumeric) &&
    (unitAbove(line) !== undefined ||
      NUMBERED.test(texts[0] ?? '') ||
      LABELLED.test(texts[0] ?? ''))
  );
};
