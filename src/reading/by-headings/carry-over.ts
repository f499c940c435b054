import type { PrintedKind } from '../../domain/tables/country.js';
import { COSTS, EXPENDITURES, UNDIVIDED } from '../../domain/values/line.js';
import type { Fen, Unit } from '../../domain/values/money.js';
import { sumCell, type PrintedCell } from '../printed.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { pagesOf, type SectionRow, type SectionRows } from './coded-section.js';
import { expenditureColumn, type Column } from './columns.js';
import type { HeadingPath } from './header-paths.js';
import type { Section } from './sections.js';

/**
 * Columns of expenditure that stand once for this year's budget (本年预算) and once for what is carried over from last year (上年结转),
 * in either order of the headings. Until {@link withCarryOver} joins them they are `year/basic` and `carry-over/basic`.
 */
type ColumnOf = (path: HeadingPath) => Column;

const CARRIED = /(?:上年|上一年|以前年度|往年|历年).*(?:结转|结余|余额)|^结[转余]/;
const NEXT_YEAR = /下年|年终|年末/;
const OF_YEAR = /^(?:本年度?|当年度?|年初)(?:部门)?(?:预算|安排)(?:数|资金|支出)*(?:小计|合计)?$/;
/** Where it is printed, 本年预算 is the sum of it and of what is carried over. */
const COMPILED = /^编制预算/;

const isCarried = (heading: string): boolean => CARRIED.test(heading) && !NEXT_YEAR.test(heading);

/** What the columns of a table hold that prints what is carried over beside this year's budget; null where it prints none. */
export const carryOverColumns = (section: Section, year: number): ColumnOf | null => {
  const headings = new Set(pagesOf(section).flatMap(({ paths }) => [...paths.values()].flat()));
  if (![...headings].some(isCarried)) return null;
  const ofYear = [...headings].some((each) => COMPILED.test(each)) ? COMPILED : OF_YEAR;
  return (path) => {
    const carried = path.some(isCarried);
    const own = path.filter((each) => !(carried ? isCarried(each) : ofYear.test(each)));
    const whole = expenditureColumn(path, section.kind, year);
    if (own.length === path.length) return whole;
    const rest = own.filter((each) => each !== '' && !ofYear.test(each));
    const column: Column =
      rest.length === 0
        ? { is: 'amount', key: 'total' }
        : expenditureColumn(rest, section.kind, year);
    return column.is === 'amount'
      ? { is: 'amount', key: `${carried ? 'carry-over' : 'year'}/${column.key}` }
      : whole;
  };
};

/**
 * The rows with the money of both in one figure, as a line has it: 基本支出 of this year and 基本支出 that is carried over. What is
 * carried over and not divided is {@link UNDIVIDED}, where the total of its row proves that it is in no other column.
 */
export const withCarryOver = (
  { rows, columns, ...read }: SectionRows,
  kind: PrintedKind,
  unit: Unit,
): SectionRows => {
  const joined = rows.map((row): SectionRow => ({ ...row, cells: joinedCells(row, kind, unit) }));
  const keys = [...new Set(columns.map((column) => column.split('/').at(-1)!))];
  return {
    ...read,
    rows: joined,
    columns: keys.filter((key) => joined.some(({ cells }) => cells[key])),
  };
};

type Cells = Readonly<Record<string, PrintedCell>>;

const joinedCells = ({ cells }: SectionRow, kind: PrintedKind, unit: Unit): Cells => {
  const isNear = (one: Fen, other: Fen): boolean => {
    const slack = halfOf(unit, USUAL_PLACES) * 4n;
    return -slack <= one - other && one - other <= slack;
  };
  const parts = kind === 'basic-economic' ? COSTS : EXPENDITURES;
  const found: Record<string, PrintedCell> = {};
  for (const key of new Set([...parts, ...COSTS])) {
    const cell = cells[key] ?? sumCell([cells[`year/${key}`], cells[`carry-over/${key}`]], key);
    if (cell) found[key] = cell;
  }
  const divided = parts.flatMap((part) => partOf(found, part) ?? []);
  const spent = sum(divided);
  const carriedParts = parts.flatMap((part) => partOf(cells, `carry-over/${part}`) ?? []);
  const carried = cells['carry-over/total'] ?? sumCell(carriedParts, 'total');
  const both = sumCell([cells['year/total'], carried], 'total');
  const isSum = both && (divided.length === 0 || isNear(spent, both.amount));
  const total = cells['total'] ?? (isSum ? both : cells['year/total']);
  if (total) found['total'] = total;
  const rest = (total?.amount ?? 0n) - spent;
  if (!carried || divided.length === 0 || isNear(rest, 0n) || !isNear(rest, carried.amount))
    return found;
  if (carriedParts.length === 0 || !isNear(sum(carriedParts), carried.amount))
    return { ...found, [UNDIVIDED]: inColumn(carried, UNDIVIDED) };
  for (const part of parts) {
    const whole = sumCell([partOf(found, part), partOf(cells, `carry-over/${part}`)], part);
    if (whole) found[part] = whole;
  }
  return found;
};

/** The cell of a part, which for 基本支出 may be printed as 人员经费 and 公用经费 alone. */
const partOf = (cells: Cells, key: string): PrintedCell | undefined =>
  cells[key] ??
  (key.endsWith('basic')
    ? sumCell(
        COSTS.map((cost) => cells[key.replace('basic', cost)]),
        'basic',
      )
    : undefined);

const inColumn = (cell: PrintedCell, column: string): PrintedCell => ({
  ...cell,
  place: { ...cell.place, column },
});

const sum = (cells: readonly PrintedCell[]): Fen =>
  cells.reduce((fen: Fen, { amount }) => fen + amount, 0n);
