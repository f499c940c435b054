import { FURTHER_KINDS } from '../../domain/values/further-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import type { RowLine } from '../document-line.js';
import { unitsByColumn, withUnit } from '../tables/lines/units-of-headings.js';
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
      header?.includes(row)
        ? row
        : { ...row, cells: row.cells.map((cell) => withUnit(cell, unitOf)) },
    );
  };
  return { ...section, pages: section.pages.map(pageOf) };
};

/** A section whose figures are all in its table's unit, whatever units its cells and headings print. */
export const inTableUnit = (section: Section): Section => ({
  ...section,
  pages: section.pages.map((page) =>
    page.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, isInTableUnit: true })),
    })),
  ),
});
