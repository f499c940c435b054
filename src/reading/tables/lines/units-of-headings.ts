import { UNIT_PATTERN, type Unit } from '../../../domain/values/money.js';
import { fold } from '../../../text/fold.js';
import { type DocumentLine, type RowLine, wordsOf } from '../../document-line.js';

/** A unit at the end of a heading, in brackets: 预算数（万元）. */
export const IN_BRACKETS = new RegExp(String.raw`\((?:单位:)?(${UNIT_PATTERN})\)$`);
/** Of a figure under a heading: 金额/元, 单价（元/台）. No part of a bound (超过50万元) or of another word (美元, 单元). */
const OF_FIGURES = new RegExp(
  String.raw`(?<![\d以美欧日港单](?:亿|百?万|千)?)(${UNIT_PATTERN})(?:\)?$|[/每])`,
);

/** The unit in brackets at the end of a heading: 预算数（万元）. */
export const unitInBrackets = (heading: string): Unit | undefined =>
  IN_BRACKETS.exec(fold(heading))?.[1] as Unit | undefined;

/** The unit of the figures below a heading, as far as it prints one. */
const unitBelow = (heading: string): Unit | undefined =>
  OF_FIGURES.exec(fold(heading))?.[1] as Unit | undefined;

/**
 * The units that the headings of a table print, by the column of cells. A heading is over its own column and those to its right, up to the
 * next of its line or of a line above.
 */
export const unitsByColumn = (
  header: readonly RowLine[],
): ((column: number | null) => Unit | undefined) => {
  const hasUnits = header.some(({ cells }) => cells.some(({ text }) => unitBelow(text)));
  return (column) => {
    let unit: Unit | undefined;
    let bound = -1;
    for (const { cells } of hasUnits && column !== null ? header : []) {
      const over = cells.findLast((cell) => cell.column! <= column!);
      if (!over || over.column! < bound) continue;
      bound = over.column!;
      unit = unitBelow(over.text) ?? unit;
    }
    return unit;
  };
};

/** The units that the words of lines print as headings. */
export const unitsInWords = (lines: readonly DocumentLine[]): readonly Unit[] =>
  lines.flatMap((line) => wordsOf(line).flatMap((word) => unitBelow(word) ?? []));
