import {
  CATEGORIES,
  COSTS,
  ECONOMIC_ITEM,
  EXPENDITURES,
  FUNCTION_ITEM,
  isOneOf,
  LINE_COSTS,
  LINE_EXPENDITURES,
  SOURCES,
  UNDIVIDED,
  type Fund,
  type LineName,
  type Schedule,
} from '../values/line.js';

/**
 * The kinds of tables in which a budget is published (Budget Law, article 14; Implementing Regulations, article 6).
 * Places differ in how many tables they print, in which order and under which titles; what a kind shows is the same
 * everywhere. The forms of places (`shanghai.ts`) give kinds their numbers, titles and words.
 */
export type TableKind =
  | 'revenue-expenditure' // 收支预算总表
  | 'revenue' // 收入预算总表
  | 'expenditure' // 支出预算总表
  | 'appropriation' // 财政拨款收支预算总表
  | 'general' // 一般公共预算支出预算表
  | 'government-fund' // 政府性基金预算支出预算表
  | 'state-capital' // 国有资本经营预算支出预算表
  | 'basic-economic' // 一般公共预算基本支出经济分类预算表
  | 'three-public'; // “三公”经费预算表

/** Every kind, in the order of Shanghai's form. */
export const TABLE_KINDS = [
  'revenue-expenditure',
  'revenue',
  'expenditure',
  'appropriation',
  'general',
  'government-fund',
  'state-capital',
  'basic-economic',
  'three-public',
] as const satisfies readonly TableKind[];

/** The funds of the fiscal appropriation (财政拨款). Each has a table of its expenditure, whose kind has its name. */
export const APPROPRIATED_FUNDS = [
  'general',
  'government-fund',
  'state-capital',
] as const satisfies readonly (Fund & TableKind)[];

/** What a table of a kind shows, whatever form it is printed in. */
export interface TableContent {
  /** `two-sided`: revenue beside expenditure. `coded`: a row for each code. `one-row`: one row of figures. */
  readonly shape: 'two-sided' | 'coded' | 'one-row';
  /** The schedules whose lines it shows. */
  readonly schedules: readonly Schedule[];
  /** How many digits the codes of its rows have; empty where rows have none. */
  readonly levels: readonly number[];
  /** The columns that add up to another: basic and project expenditure to the total. Without an entry, `total` is the sum of all columns. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** Columns that split a figure further than any line does: lines do not have this detail. */
  readonly finerThanLines: readonly string[];
  /** The code that a line stands under; null when no row with a code shows the line. */
  readonly codeOf: (line: LineName) => string | null;
  /** The column in which a line stands, of those that are no sum of others; null when the table does not show it. */
  readonly columnOf: (line: LineName) => string | null;
  /** The line that a cell is, where this kind is the one that states it; null for sums, and for what other kinds state. */
  readonly lineAt: (code: string | null, column: string) => LineName | null;
  /** Of `two-sided` tables: whether a line counts in the total of the revenue side. */
  readonly countsAsRevenue: (line: LineName) => boolean;
  /** Of `two-sided` tables: what those rows of the revenue side name that are parts of a source's row and not rows beside it. */
  readonly partsOfSources: readonly ('fund' | 'carried-over-part')[];
}

const never = (): null => null;

const PLAIN = { parts: {}, finerThanLines: [], countsAsRevenue: () => false, partsOfSources: [] };

const isFunctionItem = (code: string | null): code is string =>
  code !== null && FUNCTION_ITEM.test(code);

const isAppropriated = (line: LineName): line is Extract<LineName, { schedule: 'expenditure' }> =>
  line.schedule === 'expenditure' && isOneOf(APPROPRIATED_FUNDS, line.fund);

const expenditureOf = (fund: Fund): TableContent => ({
  ...PLAIN,
  shape: 'coded',
  schedules: ['expenditure'],
  levels: [3, 5, 7],
  parts: { total: EXPENDITURES },
  codeOf: (line) => (line.schedule === 'expenditure' && line.fund === fund ? line.function : null),
  columnOf: (line) =>
    line.schedule === 'expenditure' && line.fund === fund ? line.expenditure : null,
  lineAt: (code, column) =>
    isFunctionItem(code) && isOneOf(LINE_EXPENDITURES, column)
      ? { schedule: 'expenditure', fund, function: code, expenditure: column }
      : null,
});

/** What each kind of table contains, whatever its number and titles in a form: which lines each of its cells shows. */
export const TABLE_CONTENTS: Readonly<Record<TableKind, TableContent>> = {
  'revenue-expenditure': {
    shape: 'two-sided',
    schedules: ['revenue', 'expenditure'],
    levels: [3],
    parts: { total: EXPENDITURES, basic: COSTS },
    // No schedule crosses the classes of function with 人员经费 and 公用经费.
    finerThanLines: COSTS,
    codeOf: (line) => (line.schedule === 'expenditure' ? line.function : null),
    columnOf: (line) =>
      line.schedule === 'expenditure'
        ? line.expenditure
        : line.schedule === 'revenue'
          ? 'total'
          : null,
    lineAt: never,
    countsAsRevenue: ({ schedule }) => schedule === 'revenue',
    partsOfSources: ['fund', 'carried-over-part'],
  },
  revenue: {
    ...PLAIN,
    shape: 'coded',
    schedules: ['revenue'],
    levels: [3, 5, 7],
    codeOf: (line) => (line.schedule === 'revenue' ? line.function : null),
    columnOf: (line) => (line.schedule === 'revenue' ? line.source : null),
    lineAt: (code, column) =>
      isFunctionItem(code) && isOneOf(SOURCES, column)
        ? { schedule: 'revenue', function: code, source: column }
        : null,
  },
  expenditure: {
    ...PLAIN,
    shape: 'coded',
    schedules: ['expenditure'],
    levels: [3, 5, 7],
    parts: { total: EXPENDITURES },
    codeOf: (line) => (line.schedule === 'expenditure' ? line.function : null),
    columnOf: (line) => (line.schedule === 'expenditure' ? line.expenditure : null),
    // Which lines only this kind shows depends on the document's other tables: reading/stated-lines.ts.
    lineAt: never,
  },
  appropriation: {
    ...PLAIN,
    shape: 'two-sided',
    schedules: ['expenditure'],
    levels: [3],
    parts: { total: APPROPRIATED_FUNDS },
    codeOf: (line) => (isAppropriated(line) ? line.function : null),
    columnOf: (line) => (isAppropriated(line) ? line.fund : null),
    lineAt: never,
    // It shows no revenue lines: its revenue equals its expenditure.
    countsAsRevenue: isAppropriated,
  },
  general: expenditureOf('general'),
  'government-fund': expenditureOf('government-fund'),
  'state-capital': expenditureOf('state-capital'),
  'basic-economic': {
    ...PLAIN,
    shape: 'coded',
    schedules: ['economic'],
    levels: [3, 5],
    parts: { total: COSTS },
    codeOf: (line) => (line.schedule === 'economic' ? line.economic : null),
    columnOf: (line) => (line.schedule === 'economic' ? line.cost : null),
    lineAt: (code, column) =>
      code !== null && ECONOMIC_ITEM.test(code) && isOneOf(LINE_COSTS, column)
        ? { schedule: 'economic', economic: code, cost: column }
        : null,
  },
  'three-public': {
    ...PLAIN,
    shape: 'one-row',
    schedules: ['three-public'],
    levels: [],
    // 机关运行经费 stands beside the three public expenses.
    parts: {
      total: ['abroad', 'reception', 'vehicles'],
      vehicles: ['vehicle-purchase', 'vehicle-running'],
    },
    codeOf: never,
    columnOf: (line) => (line.schedule === 'three-public' ? line.category : null),
    lineAt: (_, column) =>
      isOneOf(CATEGORIES, column) ? { schedule: 'three-public', category: column } : null,
  },
};

/** Whether a column of a table shows a line, by itself or through a column that is a part of it. */
export const showsLine = (content: TableContent, column: string, line: LineName): boolean => {
  const own = content.columnOf(line);
  return own !== null && columnContains(content.parts, column, own);
};

/** Whether a column is another or a sum that contains it: `total` contains `vehicle-running`, and what is not divided. */
export const columnContains = (
  parts: TableContent['parts'],
  column: string,
  own: string,
): boolean => {
  if (column === own || (own === UNDIVIDED && column === 'total')) return true;
  const within = parts[column];
  if (within === undefined) return column === 'total';
  // Without a function for each line of each cell: a table may have thousands of both.
  for (const part of within) if (columnContains(parts, part, own)) return true;
  return false;
};

/** The column that a column is a part of: `basic` for `personnel`. The column itself where it is no part. */
export const wholeOf = ({ parts }: TableContent, column: string): string =>
  Object.keys(parts).find((whole) => parts[whole]!.includes(column)) ?? column;

/** The kinds of tables that state the lines of a schedule. Where all of them are printed, the schedule is complete. */
export const KINDS_OF_SCHEDULE: Readonly<Partial<Record<Schedule, readonly TableKind[]>>> = {
  revenue: ['revenue'],
  expenditure: APPROPRIATED_FUNDS,
  economic: ['basic-economic'],
  'three-public': ['three-public'],
};
