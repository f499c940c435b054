import { costOf } from '../domain/classification/cost.js';
import type { PrintedLine } from '../domain/budget/budget-command.js';
import type { BudgetForm } from '../domain/tables/budget-form.js';
import { APPROPRIATED_FUNDS, TABLE_CONTENTS, type TableKind } from '../domain/tables/table-kind.js';
import {
  COSTS,
  EXPENDITURES,
  FUNCTION_ITEM,
  isOneOf,
  LINE_COSTS,
  LINE_EXPENDITURES,
  lineKey,
  lineSubject,
  SOURCES,
  UNDIVIDED,
  type Fund,
  type LineName,
} from '../domain/values/line.js';
import { fromFen, type Fen } from '../domain/values/money.js';
import type { Finding } from '../domain/events/finding.js';
import { finding, quote } from './findings.js';
import type { PrintedCell, PrintedRow, PrintedTable } from './printed.js';
import { nameKey } from '../text/fold.js';
import { decimalsOf, halfOf, USUAL_PLACES } from './rounding.js';

/** A line with the amount that a cell states of it, in fen: all that the cell prints, or the part that no other cell states. */
interface StatedLine {
  readonly line: LineName;
  readonly amount: Fen;
}

/** Which line a cell states, if any. */
type LineOfCell = (table: PrintedTable, row: PrintedRow, column: string) => StatedLine | null;

/** The line that a cell states; null for a cell whose figure is a sum, or is stated by other cells. */
export const lineFinder = (form: BudgetForm, tables: readonly PrintedTable[]): LineOfCell => {
  if (form.byHeadings) return byHeadingsFinder(form, tables);
  const restAt = restFinder(form, tables);
  return (table, row, column) => {
    const cell = row.cells[column];
    if (!cell || row.total) return null;
    const { kind, lineAt } = form.table(table.table);
    if (kind === 'expenditure') return restAt(row, column);
    const line = lineAt(row.code, kind === 'basic-economic' ? costColumn(row, column) : column);
    return line && { line, amount: cell.amount };
  };
};

/**
 * The lines of a document of another place. Money of which its table prints no item, such as one row of sums, a row for each body or a class
 * alone, is in lines whose code is {@link UNDIVIDED}, so that it is in the ledger.
 */
const byHeadingsFinder = (form: BudgetForm, tables: readonly PrintedTable[]): LineOfCell => {
  const alone = new Set(tables.flatMap((table) => codesAlone(form, table)));
  const lineOf: LineOfCell = (table, row, column) => {
    const { kind, lineAt } = form.table(table.table);
    const amount = spentIn(row, column)!;
    const own = undividedColumn(row, column);
    const isWhole = row === wholeRow(table) && table.rows.every(({ code }) => code === null);
    const isUndivided = amount !== 0n && (isWhole || alone.has(row));
    const item = row.total ? null : lineAt(row.code, own);
    const line = isUndivided ? undividedLine(kind, own) : item;
    return line && { line, amount };
  };
  const unitFundsOf = unitFundsFinder(form, tables, alone, lineOf);
  return (table, row, column) => {
    if (!row.cells[column]) return null;
    const isOfAll = form.table(table.table).kind === 'expenditure';
    return (isOfAll ? unitFundsOf : lineOf)(table, row, column);
  };
};

/** The line of a table's money of which no item is printed. */
const undividedLine = (kind: TableKind, column: string): LineName | null => {
  if (kind === 'revenue')
    return isOneOf(SOURCES, column)
      ? { schedule: 'revenue', function: UNDIVIDED, source: column }
      : null;
  if (kind === 'basic-economic')
    return isOneOf(LINE_COSTS, column)
      ? { schedule: 'economic', economic: UNDIVIDED, cost: column }
      : null;
  return isOneOf(APPROPRIATED_FUNDS, kind) && isOneOf(LINE_EXPENDITURES, column)
    ? { schedule: 'expenditure', fund: kind, function: UNDIVIDED, expenditure: column }
    : null;
};

/** The rows of classes and groups below which a table prints no item, where they and the items add up to its total. */
const codesAlone = (form: BudgetForm, table: PrintedTable): readonly PrintedRow[] => {
  const { levels } = form.table(table.table);
  const coded = table.rows.filter(({ code, total }) => code !== null && !total);
  const above = new Set(
    coded.flatMap(({ code }) =>
      levels.flatMap((digits) => (digits < code!.length ? code!.slice(0, digits) : [])),
    ),
  );
  const leaves = coded.filter(({ code }) => !above.has(code!));
  const parts = leaves.flatMap(({ cells }) => cells['total']?.amount ?? []);
  const total = totalOf(table);
  if (total === undefined || !isNear(total, sum(parts), slackOf(table, parts.length))) return [];
  return leaves.filter(({ code }) => code!.length < Math.max(...levels));
};

/**
 * What the table of all expenditure states of the unit's own money: its items, or in one line what the funds do not have, as far as the
 * unit's own revenue pays for it. Where a fund's table prints money of which no item is told, an item of all expenditure may be that fund's:
 * the items are lines only where they are what is left of all expenditure.
 */
const unitFundsFinder = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
  alone: ReadonlySet<PrintedRow>,
  lineOf: LineOfCell,
): LineOfCell => {
  const ofKind = (kind: TableKind) =>
    tables.find(({ table }) => table === form.ofKind(kind)?.table);
  const all = ofKind('expenditure');
  if (!all) return () => null;
  const restAt = restFinder(form, tables);
  const funds = APPROPRIATED_FUNDS.flatMap((kind) => ofKind(kind) ?? []);
  const codes = funds.flatMap(({ rows }) =>
    rows.flatMap((row) => (alone.has(row) ? row.code! : [])),
  );
  const itemAt: LineOfCell = (_, row, column) =>
    // What a class or a group of a fund has without an item may be this item.
    row.total || codes.some((code) => row.code?.startsWith(code)) ? null : restAt(row, column);
  const statedBy = (table: PrintedTable, of: LineOfCell): readonly Fen[] =>
    table.rows.flatMap((row) =>
      Object.entries(row.cells).flatMap(([column, { displaced }]) =>
        displaced ? [] : (of(table, row, column)?.amount ?? []),
      ),
    );
  const told = funds.flatMap((fund) => statedBy(fund, lineOf));
  const items = sum(statedBy(all, itemAt));
  const total = spentOf(all) ?? 0n;
  // What the funds' totals leave, and what their lines leave: these have not all money where an item was not told.
  const rest = total - sum(funds.map((fund) => spentOf(fund) ?? 0n));
  const left = total - sum(told);
  const own = ownRevenueOf(ofKind('revenue'), null, ofAppropriation(form, tables));
  const slack = slackOf(all, told.length + funds.length);
  const whole = [rest, left].find(
    (each) =>
      each > slack &&
      (isNear(each, own, slack) || (isNear(rest, left, slack) && each <= own + slack)),
  );
  const hasItems = all.rows.some(({ code }) => code !== null && FUNCTION_ITEM.test(code));
  const isUntold = funds.some(hasUntoldMoney);
  const isWhole = whole !== undefined && (!hasItems || (isUntold && !isNear(items, whole, slack)));
  const areProved = !isUntold || (items <= own + slack && items <= left + slack);
  return (table, row, column) => {
    if (!isWhole) return areProved ? itemAt(table, row, column) : null;
    if (column !== 'total' || row !== lastTotal(table)) return null;
    const line = { function: UNDIVIDED, fund: 'unit-funds', expenditure: UNDIVIDED } as const;
    return { line: { schedule: 'expenditure', ...line }, amount: whole };
  };
};

/** Of several rows of totals, such as one on each page, the last is the table's. */
const lastTotal = ({ rows }: PrintedTable): PrintedRow | undefined =>
  rows.findLast(({ total }) => total);

const totalOf = (table: PrintedTable): Fen | undefined => lastTotal(table)?.cells['total']?.amount;

/** What a cell prints, of a total without what it counts of the next year; undefined where the row has no such cell. */
const spentIn = ({ cells, goesOn }: PrintedRow, column: string): Fen | undefined => {
  const printed = cells[column]?.amount;
  if (column !== 'total' || printed === undefined || !goesOn) return printed;
  return goesOn.amount <= printed ? printed - goesOn.amount : printed;
};

/** The total of a table without what it counts of the next year. */
const spentOf = (table: PrintedTable): Fen | undefined => {
  const row = lastTotal(table);
  return row && spentIn(row, 'total');
};

/** The row of the total that states money of no item: one that prints its parts, if any does. */
const wholeRow = (table: PrintedTable): PrintedRow | undefined =>
  table.rows.findLast(
    ({ total, cells }) => total && Object.keys(cells).some((column) => column !== 'total'),
  ) ?? lastTotal(table);

/** How far rounding may have moved a total and so many parts. */
const slackOf = ({ unit }: PrintedTable, parts: number): Fen =>
  halfOf(unit ?? '元', USUAL_PLACES) * BigInt(parts + 1);

const isNear = (one: Fen, other: Fen, slack: Fen): boolean =>
  -slack <= one - other && one - other <= slack;

/** Whether the table of a fund prints money of which no item is told. */
const hasUntoldMoney = (table: PrintedTable): boolean => {
  const items = table.rows.flatMap((row) =>
    row.code !== null && FUNCTION_ITEM.test(row.code) ? (spentIn(row, 'total') ?? []) : [],
  );
  const total = spentOf(table);
  return total !== undefined && total - sum(items) > slackOf(table, items.length);
};

/** The finding for each table that states lines of no code. */
export const undividedFindings = (
  lines: readonly PrintedLine[],
  tables: readonly PrintedTable[],
): readonly Finding[] => {
  const own = lines.filter(({ line }) =>
    'category' in line || 'project' in line ? false : lineSubject(line) === UNDIVIDED,
  );
  return [...new Set(own.map(({ source }) => source.table))].map((number) => {
    const stated = own.filter(({ source }) => source.table === number);
    const amount = fromFen(sum(stated.map((each) => each.amount)));
    const table = tables.find((each) => each.table === number)!;
    const rows = new Set(stated.map(({ source }) => source.row));
    const places = table.rows
      .filter(({ row, total }) => total || rows.has(row))
      .flatMap(({ cells }) => cells['total']?.place ?? []);
    return finding(
      'LINES-TOTAL',
      stated[0]!.line.schedule === 'revenue' ? 'info' : 'warning',
      `${quote(table.title ?? '')} prints ${amount} 元 of which no item is printed: it is recorded and stands under no code.`,
      places,
      { table: number, subject: UNDIVIDED, column: 'total', printed: amount, unit: '元' },
    );
  });
};

/**
 * What the table of all expenditure prints beyond the tables of the appropriated funds. It is paid from the unit's own
 * revenue, when it has any (单位资金; Budget Law art. 4: all revenue and expenditure is in the budget), so that the lines of
 * expenditure add up to that table. Of an item that a fund pays for too, such a part is a line where the item's own revenue
 * proves it. Otherwise there is none, and a finding says so: `PART-GT-WHOLE` where the funds spend more than all, `SUM-GROUP` or `SPLIT`
 * where a cell is misprinted, and `LINES-TOTAL` where no other has the difference.
 */
const restFinder = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
): ((row: PrintedRow, column: string) => StatedLine | null) => {
  const ofKind = (kind: TableKind) => {
    const number = form.ofKind(kind)?.table;
    return tables.find(({ table }) => table === number);
  };
  const funds = APPROPRIATED_FUNDS.flatMap((kind) => ofKind(kind) ?? []).filter(
    ({ state }) => state === 'read',
  );
  const expenditure = ofKind('expenditure');
  const revenue = ofKind('revenue');
  const ofAll = cellsByItem(form, expenditure ? [expenditure] : []);
  const ofFunds = cellsByItem(form, funds);
  const carried = form.byHeadings ? ofAppropriation(form, tables) : 0n;
  const fund: Fund | null =
    funds.length === 0 ? 'general' : hasOwnRevenue(revenue) ? 'unit-funds' : null;
  const restOf = (code: string, column: string): Fen => {
    const all = ofAll.get(`${code}/${column}`);
    const parts = ofFunds.get(`${code}/${column}`);
    if (!all || !parts) return (all?.amount ?? 0n) - (parts?.amount ?? 0n);
    const rest = all.amount - parts.amount;
    const slack = all.slack + parts.slack;
    return -slack <= rest && rest <= slack ? 0n : rest;
  };
  const isProved = (code: string, columns: readonly string[]): boolean => {
    const rests = columns.map((each) => restOf(code, each));
    // Elsewhere an item may have a row for each body.
    const isOnce =
      form.byHeadings || columns.every((each) => (ofAll.get(`${code}/${each}`)?.cells ?? 1) === 1);
    // In 万元 each of the figures is rounded by itself.
    const slack = form.byHeadings ? halfOf(revenue?.unit ?? '元', USUAL_PLACES) * 3n : 0n;
    return (
      isOnce &&
      rests.every((rest) => rest >= 0n) &&
      sum(rests) <= ownRevenueOf(revenue, code, carried) + slack
    );
  };
  const ofOthers = new Set(
    expenditure?.rows.flatMap(({ code, countsOthers }) => (countsOthers ? [code] : [])),
  );
  const isDivided = (code: string): boolean =>
    !ofOthers.has(code) && [ofAll, ofFunds].every((items) => printsAllParts(items, code));
  return (row, column) => {
    // What one of the tables does not divide, or not all of it, is compared as a whole.
    const isWhole = form.byHeadings && row.code !== null && !isDivided(row.code);
    if (isWhole && column !== 'total') return null;
    const line = TABLE_CONTENTS.general.lineAt(row.code, isWhole ? UNDIVIDED : column);
    if (fund === null || line?.schedule !== 'expenditure') return null;
    const code = line.function;
    if (!ofFunds.has(`${code}/${column}`))
      return { line: { ...line, fund }, amount: spentIn(row, column)! };
    // The first row of an item has the rest of all its rows.
    const first = expenditure?.rows.find((each) => each.code === code && each.cells[column]);
    const amount = first === row ? restOf(code, column) : 0n;
    const columns = isWhole ? [column] : EXPENDITURES;
    return amount > 0n && isProved(code, columns) ? { line: { ...line, fund }, amount } : null;
  };
};

/** The cells of an item's column, in all tables together. */
interface ItemCells {
  amount: Fen;
  /** How far rounding may have moved the amount. */
  slack: Fen;
  cells: number;
}

/** Whether the parts of an item that tables print add up to its total, where they print that. */
const printsAllParts = (items: ReadonlyMap<string, ItemCells>, code: string): boolean => {
  const total = items.get(`${code}/total`);
  const parts = EXPENDITURES.flatMap((each) => items.get(`${code}/${each}`) ?? []);
  if (!total) return true;
  const slack = parts.reduce((all, each) => all + each.slack, total.slack);
  return parts.length > 0 && isNear(total.amount, sum(parts.map(({ amount }) => amount)), slack);
};

const cellsByItem = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
): ReadonlyMap<string, ItemCells> => {
  const items = new Map<string, ItemCells>();
  for (const table of tables)
    for (const row of table.rows)
      for (const [column, { place, displaced }] of Object.entries(row.cells)) {
        if (row.total || displaced) continue;
        const key = `${row.code}/${column}`;
        const unit = table.unit ?? form.table(table.table).unit;
        const slack = halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(place.text)));
        const known = items.get(key) ?? { amount: 0n, slack: 0n, cells: 0 };
        items.set(key, {
          amount: known.amount + spentIn(row, column)!,
          slack: known.slack + slack,
          cells: known.cells + 1,
        });
      }
  return items;
};

const hasOwnRevenue = (revenue: PrintedTable | undefined): boolean =>
  (revenue?.rows ?? []).some((row) => ownCells(row).some(({ amount }) => amount !== 0n));

/**
 * What a table of revenue prints for an item beside the appropriation; of the whole, where it has no row of the item, then without what
 * is carried over of the appropriation.
 */
const ownRevenueOf = (
  revenue: PrintedTable | undefined,
  code: string | null,
  carried: Fen,
): Fen => {
  const rows = revenue?.rows ?? [];
  const ofCode = rows.filter((row) => row.code !== null && row.code === code && !row.total);
  if (ofCode.length > 0) return sum(ofCode.flatMap(ownCells).map(({ amount }) => amount));
  const whole = rows.filter(({ total }) => total).flatMap(ownCells);
  return sum(whole.map(({ amount }) => amount)) - carried;
};

/**
 * What is carried over of the appropriation, where the table of revenue has it beside the appropriation of the year and the tables of the
 * funds spend it.
 */
const ofAppropriation = (form: BudgetForm, tables: readonly PrintedTable[]): Fen => {
  const ofKind = (kind: TableKind) =>
    tables.find(({ table }) => table === form.ofKind(kind)?.table);
  const appropriation = ofKind('appropriation');
  const revenue = ofKind('revenue');
  const carried = appropriation?.rows.find(
    ({ name, side, total, cells }) =>
      side === 'revenue' && !total && CARRIED_OVER.test(nameKey(name)) && cells['total'],
  )?.cells['total']?.amount;
  const spent = appropriation && totalOf(appropriation);
  const granted = revenue && lastTotal(revenue)?.cells['fiscal-appropriation']?.amount;
  if (carried === undefined || spent === undefined || granted === undefined) return 0n;
  const funds = APPROPRIATED_FUNDS.flatMap((kind) => ofKind(kind) ?? []);
  const slack = slackOf(appropriation!, funds.length + 1);
  const isSpent = isNear(spent, sum(funds.map((fund) => totalOf(fund) ?? 0n)), slack);
  return isSpent && isNear(spent, granted + carried, slack) ? carried : 0n;
};

const CARRIED_OVER = /^(?:(?:上年|年初|以前年度).*)?(?:结转|结余)(?!下年)/;

const ownCells = ({ cells }: PrintedRow): readonly PrintedCell[] =>
  Object.entries(cells).flatMap(([column, cell]) =>
    column === 'total' || column === 'fiscal-appropriation' ? [] : [cell],
  );

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((fen, amount) => fen + amount, 0n);

/** The column that a cell counts in: `undivided` for the total of a row that prints no part of it. */
const undividedColumn = ({ cells }: PrintedRow, column: string): string =>
  column === 'total' && ![...EXPENDITURES, ...COSTS].some((part) => cells[part])
    ? UNDIVIDED
    : column;

/** The cost column that a cell counts in: in a row that prints its total alone, that of its class. */
const costColumn = ({ code, cells }: PrintedRow, column: string): string => {
  const split = COSTS.some((cost) => cells[cost] && !cells[cost].displaced);
  return column === 'total' && code !== null && !split ? costOf(code) : column;
};

/** A line that several rows of a table state parts of. */
export interface RepeatedLine {
  readonly line: LineName;
  readonly table: number;
  /** The cells that state it, in the order of print. */
  readonly cells: readonly PrintedCell[];
}

/**
 * The lines that several rows of a table state parts of: an item with a row for each body or each 政府 class, or a code that is
 * printed twice. In Shanghai's form, where a code stands once, the sums decide: they are parts where the table's total counts all of them.
 */
export const repeatedLines = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
  lineOf: LineOfCell,
): ReadonlyMap<string, RepeatedLine> => {
  const repeated = new Map<string, RepeatedLine>();
  for (const table of tables) {
    const columns = new Set(table.rows.flatMap(({ cells }) => Object.keys(cells)));
    for (const column of columns) {
      const stated = new Map<string, RepeatedLine & { readonly cells: PrintedCell[] }>();
      let all = 0n;
      for (const row of table.rows) {
        const cell = row.cells[column];
        const own = cell && !cell.displaced ? lineOf(table, row, column) : null;
        if (!own) continue;
        all += own.amount;
        const key = lineKey(own.line);
        const known = stated.get(key);
        if (known) known.cells.push(cell!);
        else stated.set(key, { line: own.line, table: table.table, cells: [cell!] });
      }
      const total = table.rows.findLast((row) => row.total)?.cells[column]?.amount;
      if (!form.byHeadings && all !== total) continue;
      for (const [key, each] of stated) if (each.cells.length > 1) repeated.set(key, each);
    }
  }
  return repeated;
};

/** What a document of Shanghai's form, where a code stands once, prints in several rows. */
export const repeatedFindings = (
  { byHeadings }: BudgetForm,
  repeated: ReadonlyMap<string, RepeatedLine>,
): readonly Finding[] =>
  byHeadings
    ? []
    : [...repeated.values()].map(({ line, table, cells }) =>
        finding(
          'CODE-NAME',
          'warning',
          `Table ${table} prints ${lineSubject(line)} in ${cells.length} rows, and its total counts all of them: they are one line, with their sum.`,
          cells.map(({ place }) => place),
          { table, subject: lineSubject(line) },
        ),
      );
