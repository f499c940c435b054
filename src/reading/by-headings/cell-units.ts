import { FURTHER_KINDS } from '../../domain/values/further-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import { inUnits, type RowLine } from '../document-line.js';
import type { PrintedCell } from '../printed.js';
import { unitsByColumn } from '../tables/lines/units-of-headings.js';
import { headedByFigures, headedRows } from './header-paths.js';
import type { Section } from './sections.js';

/**
 * A section whose cells have the units that their headings print: of the header below which its rows are read. A page without headings goes
 * on with those of the page before.
 */
export const withUnitsOfHeadings = (section: Section): Section => {
  let unitOf: (column: number | null) => Unit | undefined = () => undefined;
  const isFurther = isOneOf(FURTHER_KINDS, section.kind);
  const pageOf = (page: readonly RowLine[]): readonly RowLine[] => {
    const headed = (isFurther ? null : headedRows(page)) ?? headedByFigures(page);
    const header = headed?.header;
    if (header) unitOf = unitsByColumn(header);
    return page.map((row) =>
      header?.includes(row) ? row : { ...row, cells: inUnits(row.cells, unitOf) },
    );
  };
  return { ...section, pages: section.pages.map(pageOf) };
};

/** A section whose figures are all in its table's unit, whatever units its cells and headings print. */
export const inTableUnit = (section: Section): Section => ({
  ...section,
  pages: section.pages.map((page) =>
    page.map((row) => ({ ...row, cells: inUnits(row.cells, 'table') })),
  ),
});

/**
 * The sum of cells of a table in this unit, at the place of the first, with the texts of all. Where these are in several units, each text has
 * its unit behind it.
 */
export const sumOfCells = (
  cells: readonly [PrintedCell, ...PrintedCell[]],
  unit: Unit,
): PrintedCell => {
  const [first] = cells;
  const other = cells.find((cell) => cell.unit !== undefined)?.unit;
  const isOfOneUnit = cells.every((cell) => cell.unit === first.unit);
  const texts = cells.map((cell) =>
    isOfOneUnit ? cell.place.text : withUnits(cell.place.text, cell.unit ?? unit),
  );
  return {
    amount: cells.reduce((fen, { amount }) => fen + amount, 0n),
    place: { ...first.place, text: texts.join(BETWEEN_TEXTS) },
    ...(other && { unit: other, printsUnit: cells.some(printsUnit) }),
  };
};

/** Whether a cell prints 万元 or another unit than 元 itself, and not its heading. */
export const printsUnit = ({ place, printsUnit: ofSum }: PrintedCell): boolean =>
  ofSum ?? /[千万亿]/.test(place.text);

/** The texts of the cells that one was read from. */
export const textsOfSum = (text: string): readonly string[] => text.split(BETWEEN_TEXTS);

const BETWEEN_TEXTS = ' + ';

const withUnits = (text: string, unit: Unit): string =>
  textsOfSum(text)
    .map((each) => (/[千万亿元][)）]?$/.test(each) ? each : `${each}${unit}`))
    .join(BETWEEN_TEXTS);
