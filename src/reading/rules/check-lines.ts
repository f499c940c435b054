import type { IdentifiedFinding } from '../../domain/budget/budget-command.js';
import type { LineState } from '../../domain/budget/budget-state.js';
import type { TableRow } from '../../domain/events/budget.events.js';
import type { BudgetForm, TableForm } from '../../domain/tables/budget-form.js';
import { layoutOfLines, type NamedLine } from '../../domain/tables/lines-layout.js';
import { formOfBudget } from '../../domain/tables/forms.js';
import { showsLine, type TableKind } from '../../domain/tables/table-kind.js';
import { parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { parseLineKey, type LineKey } from '../../domain/values/line.js';
import { fromFen } from '../../domain/values/money.js';
import { identified } from '../facts.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../printed.js';
import { checkTables } from './check.js';

/** Kinds that repeat what other tables show of the same lines: checking them would find nothing new. */
const REPEATS: readonly TableKind[] = ['appropriation'];

/**
 * The findings about a budget that no document printed: its lines are laid out as tables and checked by the rules for
 * tables. No place is printed, so that the findings have none.
 */
export const checkLines = (
  budget: BudgetId,
  states: ReadonlyMap<LineKey, LineState>,
): readonly IdentifiedFinding[] => {
  const lines = [...states].map(([key, { original, name }]): OriginalLine => ({
    line: parseLineKey(key),
    name,
    original,
  }));
  const { fiscalYear } = parseBudgetId(budget);
  const form = formOfBudget(budget);
  const tables = form.tables.map((table) => tableOf(form, table, fiscalYear, lines));
  return identified(
    { budget },
    checkTables(tables, form).map((finding) => ({ ...finding, places: [] })),
  );
};

interface OriginalLine extends NamedLine {
  /** In fen. */
  readonly original: bigint;
}

const tableOf = (
  form: BudgetForm,
  table: TableForm,
  fiscalYear: number,
  all: readonly OriginalLine[],
): PrintedTable => {
  const lines = REPEATS.includes(table.kind)
    ? []
    : all.filter(({ line }) => table.columnOf(line) !== null);
  if (lines.length === 0)
    return {
      table: table.table,
      state: 'missing',
      title: null,
      unit: null,
      columns: table.columns,
      rows: [],
      note: null,
    };
  const layout = layoutOfLines(form, table, fiscalYear, lines);
  return {
    ...layout,
    rows: layout.rows
      // Of the revenue side only the total has to balance.
      .filter(({ side, total }) => side !== 'revenue' || total)
      .map((row): PrintedRow => ({
        ...row,
        printedCode: row.code,
        cells: cellsOf(table, layout.columns, row, lines),
      })),
  };
};

const cellsOf = (
  table: TableForm,
  columns: readonly string[],
  { code, side }: TableRow,
  lines: readonly OriginalLine[],
): Record<string, PrintedCell> => {
  const cells: Record<string, PrintedCell> = {};
  for (const column of columns) {
    const below = lines.filter(
      ({ line }) =>
        showsLine(table, column, line) &&
        (side === undefined || line.schedule === side) &&
        (code === null || table.codeOf(line)?.startsWith(code)),
    );
    if (below.length === 0) continue;
    const amount = below.reduce((fen, { original }) => fen + original, 0n);
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
