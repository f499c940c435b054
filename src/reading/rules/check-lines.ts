import type { IdentifiedFinding } from '../../domain/budget/budget-command.js';
import type { LineState } from '../../domain/budget/budget-state.js';
import type { TableRow } from '../../domain/events/budget.events.js';
import type { TableForm } from '../../domain/tables/budget-form.js';
import { layoutOfLines, type NamedLine } from '../../domain/tables/lines-layout.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';
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
  const tables = SHANGHAI.tables.map((table) => tableOf(table, fiscalYear, lines));
  return identified(
    { budget },
    checkTables(tables).map((finding) => ({ ...finding, places: [] })),
  );
};

interface OriginalLine extends NamedLine {
  /** In fen. */
  readonly original: bigint;
}

const tableOf = (
  form: TableForm,
  fiscalYear: number,
  all: readonly OriginalLine[],
): PrintedTable => {
  const lines = REPEATS.includes(form.kind)
    ? []
    : all.filter(({ line }) => form.columnOf(line) !== null);
  if (lines.length === 0)
    return {
      table: form.table,
      state: 'missing',
      title: null,
      unit: null,
      columns: form.columns,
      rows: [],
      note: null,
    };
  const layout = layoutOfLines(SHANGHAI, form, fiscalYear, lines);
  return {
    ...layout,
    rows: layout.rows
      // Of the revenue side only the total has to balance.
      .filter(({ side, total }) => side !== 'revenue' || total)
      .map((row): PrintedRow => ({
        ...row,
        printedCode: row.code,
        cells: cellsOf(form, layout.columns, row, lines),
      })),
  };
};

const cellsOf = (
  form: TableForm,
  columns: readonly string[],
  { code, side }: TableRow,
  lines: readonly OriginalLine[],
): Record<string, PrintedCell> => {
  const cells: Record<string, PrintedCell> = {};
  for (const column of columns) {
    const below = lines.filter(
      ({ line }) =>
        showsLine(form, column, line) &&
        (side === undefined || line.schedule === side) &&
        (code === null || form.codeOf(line)?.startsWith(code)),
    );
    if (below.length === 0) continue;
    const amount = below.reduce((fen, { original }) => fen + original, 0n);
    cells[column] = {
      amount,
      place: {
        table: form.table,
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
