import type { IdentifiedFinding } from '../../domain/budget/budget-command.js';
import type { BudgetForm, TableForm } from '../../domain/tables/budget-form.js';
import { layoutOfLines } from '../../domain/tables/lines-layout.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { columnContains, type TableKind } from '../../domain/tables/table-kind.js';
import { parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { parseLineKey, type NamedLine } from '../../domain/values/line.js';
import { fromFen } from '../../domain/values/money.js';
import { identified } from '../findings.js';
import { missingTable, type PrintedCell, type PrintedRow, type PrintedTable } from '../printed.js';
import { checkTables } from './check.js';
import type { MergedLines } from './merge-lines.js';

/** Kinds that repeat what other tables show of the same lines: checking them would find nothing new. */
const REPEATS: readonly TableKind[] = ['appropriation'];

/**
 * The findings about a budget that no document printed: its lines are laid out as tables and checked by the rules for
 * tables. No place is printed, so that the findings have none.
 */
export const checkLines = <State>(
  budget: BudgetId,
  merged: MergedLines<State>,
): readonly IdentifiedFinding[] => {
  const lines = [...merged.lines()].map(([key, { original, name }]): OriginalLine => ({
    line: parseLineKey(key),
    name,
    original,
  }));
  const { fiscalYear } = parseBudgetId(budget);
  const form = ANSWERED_FORM;
  const tables = form.tables.map((table) => tableOfLines(form, table, fiscalYear, lines));
  return identified(
    { budget },
    checkTables(tables, form).map((finding) => ({ ...finding, places: [] })),
  );
};

/** A line with the original amount that is checked. */
export interface OriginalLine extends NamedLine {
  /** In fen, as corrected. */
  readonly original: bigint;
}

/** Lines laid out as the form prints a table, each cell a sum; `missing` where the table shows none of them. */
export const tableOfLines = (
  form: BudgetForm,
  table: TableForm,
  fiscalYear: number,
  all: readonly OriginalLine[],
): PrintedTable => {
  const lines = REPEATS.includes(table.kind)
    ? []
    : all.filter(({ line }) => table.columnOf(line) !== null);
  if (lines.length === 0) return { ...missingTable(table.table), columns: table.columns };
  const layout = layoutOfLines(form, table, fiscalYear, lines);
  const sums = sumsOf(table, lines);
  return {
    ...layout,
    rows: layout.rows
      // Of the revenue side only the total has to balance.
      .filter(({ side, total }) => side !== 'revenue' || total)
      .map((row): PrintedRow => ({
        ...row,
        printedCode: row.code,
        cells: cellsOf(table, layout.columns, sums.get(rowKey(row.side, row.code))),
      })),
  };
};

/** The sums of a row by column, in fen. */
type RowSums = Map<string, bigint>;

/** Each line is added once to every row above it, so that the cost follows the lines and not lines times rows. */
const sumsOf = (table: TableForm, lines: readonly OriginalLine[]): ReadonlyMap<string, RowSums> => {
  const rows = new Map<string, RowSums>();
  const add = (key: string, column: string, amount: bigint) => {
    let sums = rows.get(key);
    if (!sums) rows.set(key, (sums = new Map()));
    sums.set(column, (sums.get(column) ?? 0n) + amount);
  };
  for (const { line, original } of lines) {
    const column = table.columnOf(line);
    if (column === null) continue;
    const side = table.shape === 'two-sided' ? line.schedule : undefined;
    const code = table.codeOf(line) ?? '';
    add(rowKey(side, null), column, original);
    for (const digits of table.levels)
      if (code.length >= digits) add(rowKey(side, code.slice(0, digits)), column, original);
  }
  return rows;
};

const rowKey = (side: string | undefined, code: string | null): string =>
  `${side ?? ''}/${code ?? ''}`;

const cellsOf = (
  table: TableForm,
  columns: readonly string[],
  sums: RowSums = new Map(),
): Record<string, PrintedCell> => {
  const cells: Record<string, PrintedCell> = {};
  for (const column of columns) {
    let amount: bigint | null = null;
    for (const [own, sum] of sums)
      if (columnContains(table.parts, column, own)) amount = (amount ?? 0n) + sum;
    if (amount === null) continue;
    cells[column] = {
      amount,
      place: {
        table: table.table,
        page: null,
        line: null,
        row: null,
        column,
        text: fromFen(amount),
      },
    };
  }
  return cells;
};
