import { fold } from '../../../text/fold.js';
import {
  type DocumentLine,
  isBlank,
  isSeparator,
  TABLE_LINE_CHARS_MAX,
} from '../../document-line.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { codedLine } from '../lines/coded-line.js';
import { isHeaderLine } from '../form/header-words.js';
import { agencyOf, isNote, isPageMark, isProse, printedUnit } from '../form/line-kinds.js';
import type { TitleLine } from '../form/titles.js';
import { untitledHeads } from './untitled.js';
import { twoSidedLine } from '../lines/two-sided-line.js';

/** One of the nine tables, or one page of it: a title with a table under it, up to the next title. */
export interface Region {
  readonly title: TitleLine;
  /** Indices of the lines after the title: first, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

const LOOK_AHEAD_LINES = 6;

/**
 * Separates the titles above a table from the entries of a contents list, and says which lines each table may take. A title
 * stands above a table when a unit, a header or a row follows soon.
 */
export const regionsOf = (
  lines: readonly DocumentLine[],
  titles: readonly TitleLine[],
): { readonly regions: readonly Region[]; readonly contents: readonly TitleLine[] } => {
  const heads: TitleLine[] = [];
  const contents: TitleLine[] = [];
  for (const [i, title] of titles.entries()) {
    const end = titles[i + 1]?.first ?? lines.length;
    const isHead =
      !title.paged && tableFollows(lines, title.last + 1, end, SHANGHAI.table(title.table));
    (isHead ? heads : contents).push(title);
  }
  const all = [...heads, ...untitledHeads(lines, heads)].toSorted((a, b) => a.first - b.first);
  const regions = all.map((title, i) => ({
    title,
    from: title.last + 1,
    to: all[i + 1]?.first ?? lines.length,
  }));
  return { regions, contents };
};

const tableFollows = (
  lines: readonly DocumentLine[],
  from: number,
  to: number,
  form: TableForm,
): boolean => {
  let seen = 0;
  for (let i = from; i < to && seen < LOOK_AHEAD_LINES; i++) {
    const line = lines[i]!;
    const { text } = line;
    if (text.trim() === '') continue;
    if (text.length > TABLE_LINE_CHARS_MAX) return false;
    seen++;
    if (isTableLine(line, form)) return true;
    const folded = fold(text);
    if (!isPageMark(folded) && !agencyOf(text) && isProse(folded) && !isNote(folded)) return false;
  }
  return false;
};

const isTableLine = (line: DocumentLine, form: TableForm): boolean => {
  const { text, cells } = line;
  if (printedUnit(text) !== undefined) return true;
  if (cells) return isSeparator(cells) || cells.some((cell) => !isBlank(cell));
  if (isHeaderLine(line, form)) return true;
  if (form.shape === 'coded') {
    const { code, name, amounts } = codedLine(line, form.levels.length, undefined);
    return code !== null && name !== '' && amounts.length > 0;
  }
  return (
    form.shape === 'two-sided' &&
    twoSidedLine(line, undefined).some(({ amounts }) => amounts.length > 0)
  );
};

/** The regions of one table: the pages that follow one another, and those that come again after another table. */
export const pagesOfTable = (
  regions: readonly Region[],
  table: number,
): { readonly pages: readonly Region[]; readonly again: readonly Region[] } => {
  const own = regions.flatMap((region, at) =>
    region.title.table === table ? [{ region, at }] : [],
  );
  const split = own.findIndex(({ at }, i) => i > 0 && at !== own[i - 1]!.at + 1);
  const end = split === -1 ? own.length : split;
  return {
    pages: own.slice(0, end).map(({ region }) => region),
    again: own.slice(end).map(({ region }) => region),
  };
};

/** Whether a table begins again after another one: two budgets in one text, or one twice. */
export const startsAgain = (regions: readonly Region[]): boolean => {
  const seen = new Set<number>();
  return regions.some(({ title: { table } }, i) => {
    const again = seen.has(table) && regions[i - 1]!.title.table !== table;
    seen.add(table);
    return again;
  });
};
