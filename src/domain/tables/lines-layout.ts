import { FUNCTIONAL } from '../classification/functional.js';
import { statutoryName } from '../classification/statutory-name.js';
import type { PrintedTableLayout, TableRow } from '../events/budget.events.js';
import { SOURCES, UNDIVIDED, type NamedLine } from '../values/line.js';
import type { BudgetForm, TableForm } from './budget-form.js';
import type { RowMeaning } from './row-meaning.js';
import { showsLine } from './table-kind.js';

/**
 * The layout in which a form prints lines that no document printed: every code with its class and group, then the total.
 * Its rows have negative numbers.
 */
export const layoutOfLines = (
  form: BudgetForm,
  table: TableForm,
  fiscalYear: number,
  lines: readonly NamedLine[],
): PrintedTableLayout => {
  const columns =
    table.kind === 'revenue'
      ? [
          'total',
          ...SOURCES.filter(
            (source) =>
              table.columns.includes(source) ||
              lines.some(({ line }) => showsLine(table, source, line)),
          ),
        ]
      : table.columns;
  return {
    table: table.table,
    state: lines.length > 0 ? 'read' : 'missing',
    title: `${fiscalYear}年${table.titles[0]}`,
    unit: table.unit,
    columns,
    rows: lines.length > 0 ? numbered(rowsOf(form, table, lines)) : [],
    note: null,
  };
};

/**
 * A printed layout with a row for each code that lines have and it does not, in the order of codes. Where its money stands under no
 * code (a table by bodies, 基本支出 and 项目支出) it stays as it is. `meanings`: of its rows; `hasMoney`: whether a row prints any.
 */
export const withRowsOfLines = (
  table: TableForm,
  layout: PrintedTableLayout,
  lines: readonly NamedLine[],
  meanings: ReadonlyMap<TableRow, RowMeaning>,
  hasMoney: (row: TableRow) => boolean,
): PrintedTableLayout => {
  const codeOf = (row: TableRow): string | null => {
    const meaning = meanings.get(row);
    return meaning?.is === 'code' ? meaning.code : row.code;
  };
  const printed = new Set(layout.rows.map(codeOf));
  const isSpending = ({ side }: TableRow) => side !== 'revenue';
  if (![...printed].some((code) => code !== null) && layout.rows.filter(isSpending).some(hasMoney))
    return layout;
  const missing = numbered(codeRows(table, lines)).filter(({ code }) => !printed.has(code));
  if (missing.length === 0) return layout;
  const rows = [...layout.rows];
  const sided = layout.rows.some(({ side }) => side !== undefined);
  for (const row of missing) {
    const after = rows.findLastIndex((each) => {
      const code = each.total ? null : codeOf(each);
      return code !== null && code < row.code!;
    });
    rows.splice(after + 1, 0, sided ? { ...row, side: 'expenditure' } : row);
  }
  return { ...layout, rows };
};

const rowsOf = (
  { totals }: BudgetForm,
  table: TableForm,
  lines: readonly NamedLine[],
): readonly TableRow[] => {
  const codes = codeRows(table, lines);
  switch (table.shape) {
    case 'one-row':
      return [{ row: 0, code: null, name: '' }];
    case 'coded':
      return [...codes, { row: 0, code: null, name: totals.all, total: true }];
    case 'two-sided':
      return [
        ...(table.revenueRows ?? []).map((name): TableRow => ({
          row: 0,
          code: null,
          name,
          side: 'revenue',
        })),
        ...codes.map((row): TableRow => ({ ...row, side: 'expenditure' })),
        ...(['revenue', 'expenditure'] as const).map((side): TableRow => ({
          row: 0,
          code: null,
          name: totals[side],
          side,
          total: true,
        })),
      ];
  }
};

const codeRows = (table: TableForm, lines: readonly NamedLine[]): readonly TableRow[] => {
  const rows = new Map<string, string>();
  for (const { line, name } of lines) {
    const code = table.codeOf(line);
    // What is printed as a whole is in the totals, and in no row with a code.
    if (code === null || code === UNDIVIDED) continue;
    for (const digits of table.levels) {
      const prefix = code.slice(0, digits);
      const own = prefix === code ? name : '';
      if (own !== '') rows.set(prefix, own);
      else if (!rows.get(prefix))
        rows.set(prefix, statutoryName(line.schedule, prefix) || (FUNCTIONAL[prefix] ?? ''));
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => ({ row: 0, code, name }));
};

/** Unprinted rows get negative numbers so that they never match a printed cell. */
const numbered = (rows: readonly TableRow[]): readonly TableRow[] =>
  rows.map((row, index) => ({ ...row, row: -1 - index }));
