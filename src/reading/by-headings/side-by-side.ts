import type { RowLine } from '../document-line.js';
import type { Column } from './columns.js';
import type { HeadingPath } from './header-paths.js';

/** Rows with the headings over their columns. */
export interface PageOfRows {
  readonly paths: ReadonlyMap<number, HeadingPath>;
  readonly header: readonly RowLine[];
  readonly rows: readonly RowLine[];
}

/**
 * A table that goes on to the right of itself (人员经费 beside 公用经费, each with codes, names and figures), as one page for each of its parts,
 * from left to right; any other as it is. A part begins with a column of codes to the right of figures.
 */
export const sideBySide = (
  page: PageOfRows,
  columnOf: (path: HeadingPath, all: readonly HeadingPath[]) => Column,
): readonly PageOfRows[] => {
  const all = [...page.paths.values()];
  const columns = [...page.paths.keys()].toSorted((a, b) => a - b);
  const parts: number[][] = [];
  let hasFigures = true;
  for (const column of columns) {
    const { is } = columnOf(page.paths.get(column)!, all);
    if (parts.length === 0 || (is === 'code' && hasFigures)) {
      parts.push([]);
      hasFigures = false;
    }
    hasFigures ||= is === 'amount';
    parts.at(-1)!.push(column);
  }
  // Codes to the right of all figures are of a second classification.
  if (parts.length < 2 || !hasFigures) return [page];
  return parts.map((own) => ({
    paths: new Map(own.map((column) => [column, page.paths.get(column)!])),
    header: page.header,
    rows: page.rows.flatMap((row) => {
      const cells = row.cells.filter(({ column }) => own.includes(column!));
      return cells.length > 0 ? [{ ...row, cells }] : [];
    }),
  }));
};
