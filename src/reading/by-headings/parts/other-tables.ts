import type { DocumentLine, RowLine } from '../../document-line.js';
import { printedText } from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import { columnOfKind } from '../columns.js';
import { beginsOtherwise, headedRows, type HeadedRows } from '../header-paths.js';
import type { Section } from '../sections.js';

/**
 * A section without the rows from the page on that begins with headings of its own, which are not spelled as those of the first page and of which
 * half or more mean another column: they are another table, whose title was not known as one. `leftBelow` names them where they have figures.
 */
export const withoutOtherTables = (section: Section): Section => {
  const rows = section.pages.flat();
  const first = headedRows(pageAt(rows, 0));
  const from = rows.findIndex((row, at) => {
    if (at === 0 || row.page === rows[at - 1]!.page || !first) return false;
    const own = headedRows(pageAt(rows, at));
    return own !== null && beginsOtherwise(own, first) && isOfOthers(section, own, first);
  });
  if (from === -1) return section;
  const left = rows.slice(from);
  const below = new Set<DocumentLine>(left);
  const figured =
    (headedRows(pageAt(rows, from))?.rows ?? []).find(hasFigure) ?? left.find(hasFigure);
  return {
    ...section,
    pages: section.pages.map((page) => page.filter((row) => !below.has(row))),
    ...(figured && { leftBelow: { text: printedText(left[0]!).trim(), row: figured } }),
  };
};

/** The rows of the page that one of them begins. */
const pageAt = (rows: readonly RowLine[], at: number): readonly RowLine[] =>
  rows.filter((row, i) => i >= at && row.page === rows[at]?.page);

/** Whether half or more of the columns with figures hold what none of the first page does. */
const isOfOthers = ({ kind }: Section, own: HeadedRows, first: HeadedRows): boolean => {
  const [held, known] = [own, first].map(({ paths }) => {
    const all = [...paths.values()];
    const columns = all.map((path) => {
      const column = columnOfKind(kind, path, null, all);
      if (column.is === 'amount') return column.key;
      return column.is === 'unknown' ? path.join('/') : '';
    });
    return new Set(columns.filter((each) => each !== ''));
  });
  const others = [...held!].filter((each) => !known!.has(each));
  return others.length > 0 && others.length * 2 >= held!.size;
};

/** Whether a row prints a number other than zero behind its name. */
const hasFigure = ({ cells }: RowLine): boolean =>
  cells.slice(1).some(({ text }) => looksNumeric(text) && /[1-9]/.test(text));
