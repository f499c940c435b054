import type { DocumentLine, RowLine } from '../../document-line.js';
import { printedText } from '../../document-line.js';
import { nameKey } from '../../../text/fold.js';
import { linesWithFigures } from '../../unread-figures.js';
import { headedRows } from '../header-paths.js';
import type { Section } from '../sections.js';

/** Fewer headings may be those of a header that is broken over pages, or names of rows. */
const HEADINGS_MIN = 3;

/**
 * A section without the rows from the page on that begins with headings of its own, of which the first page has less than half: they are
 * another table, whose title was not known as one. `leftBelow` says so where they have figures.
 */
export const withoutOtherTables = (section: Section): Section => {
  const rows = section.pages.flat();
  const known = new Set(headingsOf(rows));
  const from = rows.findIndex((row, at) => {
    if (at === 0 || row.page === rows[at - 1]!.page || known.size === 0) return false;
    const own = headingsOf(rows.slice(at));
    return (
      own.length >= HEADINGS_MIN && own.filter((each) => known.has(each)).length * 2 < own.length
    );
  });
  if (from === -1) return section;
  const left = new Set<DocumentLine>(rows.slice(from));
  const [figured] = linesWithFigures(rows.slice(from));
  const leftBelow = figured && { text: printedText(rows[from]!).trim(), row: figured };
  return {
    ...section,
    pages: section.pages.map((page) => page.filter((row) => !left.has(row))),
    ...(leftBelow && { leftBelow }),
  };
};

/** The headings that rows begin with. */
const headingsOf = (rows: readonly RowLine[]): readonly string[] => {
  const page = rows.filter((row) => row.page === rows[0]?.page);
  return (headedRows(page)?.header ?? []).flatMap(({ cells }) =>
    cells.map(({ text }) => nameKey(text)),
  );
};
