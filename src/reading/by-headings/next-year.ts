import type { Fen, Unit } from '../../domain/values/money.js';
import { nameKey } from '../../text/fold.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../printed.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { AMONG, type HeadingPath } from './header-paths.js';

/** Money that goes to the next year, as a heading says or what a row is called. */
export const NEXT_YEAR =
  /^(?:年终)?(?:结转下年|结转结余|结余结转)(?:支出)?$|^年[终末](?:结转|结余)/;

/** Whether the first heading over a column is of the next year, also as 其中 of the total. 结转结余 may be a source of this one. */
export const isOfNextYears = (path: HeadingPath): boolean => {
  const [first = ''] = path.filter((each) => each !== '' && each !== AMONG);
  return NEXT_YEAR.test(first.replace(AMONG, '')) && first.includes('年');
};

/** Whether a row is what goes to the next year, beside the items of a table. */
export const isOfNextYear = ({
  code,
  total,
  name,
}: Pick<PrintedRow, 'code' | 'name'> & { readonly total?: boolean }): boolean =>
  code === null &&
  !total &&
  NEXT_YEAR.test(nameKey(name).replace(/^[一二三四五六七八九十]{1,3}(?=[年结])/, ''));

/** A heading or a name of the expenditure of the year alone. */
const OF_THE_YEAR = /^(?:本年度?|当年)/;

/** Whether the figures under a heading of a total are those of the year alone, and what goes to the next year stands beside them. */
export const isOfTheYear = (path: HeadingPath): boolean =>
  path.some((each) => OF_THE_YEAR.test(each));

/**
 * The rows of a table with what their total counts of the next year, as a column or a row prints it. Of a column the rows that are divided
 * prove it, or the headings say it (`isCounted`); a row is counted where the `items`, those with a code, do not add up to the total without it.
 */
export const withNextYear = (
  rows: readonly PrintedRow[],
  items: readonly PrintedRow[],
  unit: Unit,
  isCounted: boolean,
): readonly PrintedRow[] => {
  const next = rows.find(isOfNextYear)?.cells['total'];
  const others = items.length > 0 ? items : rows.filter((row) => !row.total && !isOfNextYear(row));
  const isIn = provedBy(rows, unit) ?? isCounted;
  return rows.map(({ goesOn: ofColumn, ...row }) => {
    const ofRow = row.total && next && isBeyond(row, others, unit) ? next : undefined;
    const goesOn = ofRow ?? (isIn ? ofColumn : undefined);
    return goesOn ? { ...row, goesOn } : row;
  });
};

/**
 * The table of all expenditure without what its totals may count of the next year, where no row proves that they do and the tables of the
 * funds print more of an item than would be left of it.
 */
export const withoutNextYear = (
  all: PrintedTable,
  funds: readonly PrintedTable[],
): PrintedTable => {
  const unit = all.unit ?? '元';
  const ofFunds = totalsByCode(funds.flatMap(({ rows }) => rows));
  const ofAll = totalsByCode(all.rows);
  const ofNext = totalsByCode(
    all.rows.map((row) => ({ ...row, cells: row.goesOn ? { total: row.goesOn } : {} })),
  );
  const isNotCounted = [...ofNext].some(
    ([code, next]) =>
      (ofFunds.get(code) ?? 0n) > (ofAll.get(code) ?? 0n) - next + slackOf(unit, funds.length),
  );
  if (!isNotCounted || provedBy(all.rows, unit)) return all;
  const rows = all.rows.map((row) => {
    const { goesOn: _, ...own } = row;
    return own;
  });
  return { ...all, rows };
};

const totalsByCode = (rows: readonly PrintedRow[]): ReadonlyMap<string, Fen> => {
  const totals = new Map<string, Fen>();
  for (const { code, cells } of rows)
    if (code !== null && cells['total'])
      totals.set(code, (totals.get(code) ?? 0n) + cells['total'].amount);
  return totals;
};

/** Whether the totals of rows count the next year's money in its column, by a row that prints the parts of its total too. */
const provedBy = (rows: readonly PrintedRow[], unit: Unit): boolean | undefined => {
  for (const { cells, goesOn } of rows) {
    const parts = PARTS.map((of) => of.flatMap((part) => cells[part] ?? [])).find(
      (found) => found.length > 0,
    );
    const total = cells['total'];
    if (!total || !parts || !goesOn || goesOn.amount === 0n) continue;
    const gap = total.amount - sumOf(parts);
    const slack = slackOf(unit, parts.length);
    if (isNear(gap, slack)) return false;
    if (isNear(gap - goesOn.amount, slack)) return true;
  }
  return undefined;
};

const PARTS = [
  ['basic', 'project'],
  ['personnel', 'public'],
] as const;

/** Whether a total is not that of the items; where there are none, whether it is called by more than the year. */
const isBeyond = (row: PrintedRow, items: readonly PrintedRow[], unit: Unit): boolean => {
  const parts = items.flatMap(({ cells }) => cells['total'] ?? []);
  const gap = (row.cells['total']?.amount ?? 0n) - sumOf(parts);
  return parts.length > 0
    ? !isNear(gap, slackOf(unit, parts.length))
    : !OF_THE_YEAR.test(nameKey(row.name));
};

const sumOf = (cells: readonly PrintedCell[]): Fen =>
  cells.reduce((fen, { amount }) => fen + amount, 0n);

/** How far rounding may have moved a total and so many parts. */
const slackOf = (unit: Unit, parts: number): Fen => halfOf(unit, USUAL_PLACES) * BigInt(parts + 1);

const isNear = (gap: Fen, slack: Fen): boolean => -slack <= gap && gap <= slack;
