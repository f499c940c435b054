import { fold } from '../../../text/fold.js';
import {
  type DocumentLine,
  isBlank,
  isBlankLine,
  isSeparator,
  isTooLong,
  loneText,
  textsOf,
} from '../../document-line.js';
import type { BudgetForm, TableForm } from '../../../domain/tables/budget-form.js';
import { isCodedRow } from '../lines/coded-rows.js';
import { isHeaderLine } from '../lines/header-words.js';
import { agencyOfLine, isNote, isPageMark, isProse, unitOfLine } from '../lines/line-kinds.js';
import type { TitleLine } from './titles.js';
import { untitledHeads } from './untitled.js';
import { isTwoSidedRow } from '../lines/two-sided-rows.js';

/** A table of the form, or one page of it: a title with a table under it, up to the next title. */
export interface Region {
  readonly title: TitleLine;
  /** Indices of the lines after the title: first, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

const LOOK_AHEAD_LINES = 6;

/**
 * Separates the titles above a table from the entries of a contents list, and says which lines each table may take. A title
 * is above a table when a unit, a header or a row follows within a few lines.
 */
export const regionsOf = (
  lines: readonly DocumentLine[],
  titles: readonly TitleLine[],
  form: BudgetForm,
): { readonly regions: readonly Region[]; readonly contents: readonly TitleLine[] } => {
  const heads: TitleLine[] = [];
  const contents: TitleLine[] = [];
  for (const [i, title] of titles.entries()) {
    const end = titles[i + 1]?.first ?? lines.length;
    const isHead =
      !title.paged && tableFollows(lines, title.last + 1, end, form, form.table(title.table));
    (isHead ? heads : contents).push(title);
  }
  const all = [...heads, ...untitledHeads(lines, heads, form)].toSorted(
    (a, b) => a.first - b.first,
  );
  const regions = all.map((title, i) => ({
    title,
    from: title.last + 1,
    to: endOf(lines, title.last + 1, all[i + 1]?.first ?? lines.length),
  }));
  return { regions, contents };
};

/** The number or title of a form with targets (表14-1, 绩效目标表): no row below it is of a table above. */
const OF_TARGETS = /^(?:附?表\d{1,2}-\d{1,2}|.{0,40}绩效目标(?:申报)?表)$/;

/** The index at which the lines of a table end: before a form with targets, or at `to`. */
const endOf = (lines: readonly DocumentLine[], from: number, to: number): number => {
  for (let i = from; i < to; i++)
    if (!isTooLong(lines[i]!) && OF_TARGETS.test(fold(loneText(lines[i]!) ?? ''))) return i;
  return to;
};

const tableFollows = (
  lines: readonly DocumentLine[],
  from: number,
  to: number,
  form: BudgetForm,
  table: TableForm,
): boolean => {
  let seen = 0;
  for (let i = from; i < to && seen < LOOK_AHEAD_LINES; i++) {
    const line = lines[i]!;
    if (isBlankLine(line)) continue;
    if (isTooLong(line)) return false;
    seen++;
    if (isTableLine(line, form, table)) return true;
    const ends = isProse(fold(loneText(line) ?? ''));
    if (ends && !isPageMark(line) && !agencyOfLine(line) && !isNote(line)) return false;
  }
  return false;
};

const isTableLine = (line: DocumentLine, form: BudgetForm, table: TableForm): boolean => {
  if (unitOfLine(line) !== undefined) return true;
  if (line.cells)
    return isSeparator(textsOf(line)) || line.cells.some(({ text }) => !isBlank(text));
  return (
    isHeaderLine(line, table) ||
    (table.shape === 'coded' && isCodedRow(line, table)) ||
    (table.shape === 'two-sided' && isTwoSidedRow(line, form))
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
