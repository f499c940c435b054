import type { PrintedTableLayout, TableRow } from '../../domain/events/budget.events.js';
import { FUNCTIONAL } from '../../domain/classification/functional.js';
import { SOURCES } from '../../domain/values/line.js';
import { type LineAsOf } from '../as-of/lines-as-of.js';
import { statutoryName } from '../../domain/classification/statutory-name.js';
import { REVENUE_ROWS, type TableShape } from './table-shapes.js';

/** The statutory layout of a table for lines that no document printed: every code with its class and group, then 合计. */
export const layoutOfLines = (
  shape: TableShape,
  table: number,
  fiscalYear: number,
  lines: readonly LineAsOf[],
): PrintedTableLayout => {
  const columns =
    table === 2
      ? [
          'total',
          ...SOURCES.filter(
            (source) =>
              shape.columns.includes(source) || lines.some(({ line }) => shape.shows(source, line)),
          ),
        ]
      : shape.columns;
  return {
    table,
    state: lines.length > 0 ? 'read' : 'missing',
    title: `${fiscalYear}年${shape.title}`,
    unit: table === 9 ? '万元' : '元',
    columns,
    rows: lines.length > 0 ? numbered(rowsOf(shape, table, lines)) : [],
    note: null,
  };
};

/** A printed layout with a row for each code that lines have and it does not, in the order of codes. */
export const withRowsOfLines = (
  shape: TableShape,
  layout: PrintedTableLayout,
  lines: readonly LineAsOf[],
): PrintedTableLayout => {
  const printed = new Set(layout.rows.map(({ code }) => code));
  const missing = codeRows(shape, lines).filter(({ code }) => !printed.has(code));
  if (missing.length === 0) return layout;
  const rows = [...layout.rows];
  const sided = layout.rows.some(({ side }) => side !== undefined);
  for (const row of missing) {
    const after = rows.findLastIndex(
      ({ code, total }) => !total && code !== null && code < row.code!,
    );
    rows.splice(after + 1, 0, sided ? { ...row, side: 'expenditure' } : row);
  }
  return { ...layout, rows };
};

const rowsOf = (
  shape: TableShape,
  table: number,
  lines: readonly LineAsOf[],
): readonly TableRow[] => {
  if (table === 9) return [{ row: 0, code: null, name: '' }];
  const codes = codeRows(shape, lines);
  if (table !== 1 && table !== 4)
    return [...codes, { row: 0, code: null, name: '合计', total: true }];
  return [
    ...REVENUE_ROWS[table].map((name): TableRow => ({ row: 0, code: null, name, side: 'revenue' })),
    ...codes.map((row): TableRow => ({ ...row, side: 'expenditure' })),
    { row: 0, code: null, name: '收入总计', side: 'revenue', total: true },
    { row: 0, code: null, name: '支出总计', side: 'expenditure', total: true },
  ];
};

const codeRows = (shape: TableShape, lines: readonly LineAsOf[]): readonly TableRow[] => {
  const rows = new Map<string, string>();
  for (const { line, name } of lines) {
    const code = shape.codeOf(line);
    if (code === null) continue;
    for (const digits of shape.levels) {
      const prefix = code.slice(0, digits);
      const known = statutoryName(line.schedule, prefix) || (FUNCTIONAL[prefix] ?? '');
      rows.set(prefix, (prefix === code ? name : '') || rows.get(prefix) || known);
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => ({ row: 0, code, name }));
};

/** Rows that no document numbers count below zero, so that no printed cell is taken for theirs. */
const numbered = (rows: readonly TableRow[]): readonly TableRow[] =>
  rows.map((row, index) => ({ ...row, row: -1 - index }));
