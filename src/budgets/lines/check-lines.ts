import type { TableRow } from '../../domain/events/budget.events.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import type { IdentifiedFinding, LineState } from '../../domain/budget/budget.js';
import { parseLineKey, type LineKey } from '../../domain/values/line.js';
import { fromFen, toFen } from '../../domain/values/money.js';
import { identified } from '../../reading/facts.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../../reading/printed.js';
import { checkTables } from '../../reading/rules/check.js';
import { layoutOfLines } from '../tables/layout-of-lines.js';
import type { LineAsOf } from '../as-of/lines-as-of.js';
import { TABLE_SHAPES, type TableShape } from '../tables/table-shapes.js';

/** Tables that lines say by themselves. T4 only repeats them, and of T1 the totals are what has to balance. */
const TABLES_OF_LINES = [1, 2, 3, 5, 6, 7, 8, 9];

/** The checks of a budget without a document: its lines, laid out as the nine tables, under the same rules. */
export const checkLines = (
  budget: BudgetId,
  states: ReadonlyMap<LineKey, LineState>,
): readonly IdentifiedFinding[] => {
  const lines = [...states].map(([key, { original, name }]): LineAsOf => {
    const fen = toFen(original);
    return {
      key,
      line: parseLineKey(key),
      name,
      original: fen,
      adjusted: fen,
      amended: false,
      position: 0n,
    };
  });
  const { fiscalYear } = parseBudgetId(budget);
  const tables = Array.from({ length: 9 }, (_, index) => tableOf(index + 1, fiscalYear, lines));
  // No document prints these figures: a finding about them has no place.
  return identified(
    { budget },
    checkTables(tables).map((finding) => ({ ...finding, places: [] })),
  );
};

const tableOf = (table: number, fiscalYear: number, all: readonly LineAsOf[]): PrintedTable => {
  const shape = TABLE_SHAPES[table]!;
  const lines = all.filter(
    ({ line }) =>
      shape.schedules.includes(line.schedule) &&
      (table === 1 || shape.levels.length === 0 || shape.codeOf(line) !== null),
  );
  if (lines.length === 0 || !TABLES_OF_LINES.includes(table))
    return {
      table,
      state: 'missing',
      title: null,
      unit: null,
      columns: shape.columns,
      rows: [],
      note: null,
    };
  const layout = layoutOfLines(shape, table, fiscalYear, lines);
  return {
    ...layout,
    rows: layout.rows
      .filter(({ side, total }) => side !== 'revenue' || total)
      .map((row): PrintedRow => ({
        ...row,
        printedCode: row.code,
        cells: cellsOf(shape, layout.columns, row, lines, table),
      })),
  };
};

const cellsOf = (
  shape: TableShape,
  columns: readonly string[],
  { code, side }: TableRow,
  lines: readonly LineAsOf[],
  table: number,
): Record<string, PrintedCell> => {
  const cells: Record<string, PrintedCell> = {};
  for (const column of columns) {
    const below = lines.filter(
      ({ line }) =>
        shape.shows(column, line) &&
        (side === undefined || line.schedule === side) &&
        (code === null || shape.codeOf(line)?.startsWith(code)),
    );
    if (below.length === 0) continue;
    const amount = fromFen(below.reduce((fen, { original }) => fen + original, 0n));
    cells[column] = {
      amount,
      place: { table, page: null, line: null, row: null, column, text: amount },
    };
  }
  return cells;
};
