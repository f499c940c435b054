import type { TableKind } from '../../../domain/tables/table-kind.js';
import type { RevenueMeaning } from '../../../domain/tables/budget-form.js';
import type { RevenueSource } from '../../../domain/values/line.js';
import type { PrintedRow } from '../../printed.js';
import type { Relation } from '../relations/relation.js';
import { isPrinted, type Figure, type Node, type TableSet } from '../relations/table-set.js';
import type { Side } from '../../../domain/tables/headings.js';

/**
 * `SUM-TOTAL` 合计 = Σ类, `SUM-CLASS` 类 = Σ款, `SUM-GROUP` 款 = Σ项, in every amount column. Error, tolerance 0.00.
 *
 * Budget Law art. 46: budgets are compiled to 项 by function and to 款 by economic nature, so each level is the sum of
 * the one below. A blank subtotal is no error: the rows below it count in its place.
 */
export const sums = (tables: TableSet): readonly Relation[] => [
  ...tables.kindsOf('coded').flatMap((kind) => codedSums(tables, kind)),
  ...tables
    .kindsOf('two-sided')
    .flatMap((kind) => [
      ...sideTotals(tables, kind, 'revenue'),
      ...sideTotals(tables, kind, 'expenditure'),
    ]),
  ...tables.kindsOf('two-sided').flatMap((kind) => revenueParts(tables, kind)),
];

const codedSums = (tables: TableSet, kind: TableKind): readonly Relation[] => {
  const relations: Relation[] = [];
  const total = tables.totalRow(kind);
  const byGroup = tables.tableForm(kind).levels.at(-1) === GROUP_DIGITS;
  for (const column of tables.columns(kind)) {
    for (const nodes of tables.nodesOf(kind).values())
      for (const node of nodes) {
        const level = node.code.length === 3 ? 'CLASS' : 'GROUP';
        const below =
          byGroup || (node.code.length === 3 && node.children.some(isGroup)) ? '款' : '项';
        add(relations, tables, kind, node.row, column, node.children, {
          rule: `SUM-${level}`,
          subject: node.code,
          says: `its ${below} add up to`,
        });
      }
    if (total)
      add(relations, tables, kind, total, column, tables.roots(kind), {
        rule: 'SUM-TOTAL',
        subject: tables.totals.all,
        says: 'its 类 add up to',
      });
  }
  return relations;
};

const GROUP_DIGITS = 5;
const isGroup = (node: Node): boolean => node.code.length === GROUP_DIGITS;

const add = (
  relations: Relation[],
  tables: TableSet,
  kind: TableKind,
  row: PrintedRow,
  column: string,
  parts: readonly Node[],
  words: { readonly rule: string; readonly subject: string; readonly says: string },
): void => {
  const printed = tables.printed(kind, row, column);
  const contributions = parts.map((part) => tables.contribution(kind, part, column));
  if (printed.length === 0 || contributions.some((part) => part === null)) return;
  const expected = contributions.flatMap((part) => part ?? []);
  if (!expected.some(isPrinted)) return;
  relations.push({
    ...words,
    severity: 'error',
    name: row.name,
    column,
    printed,
    expected,
  });
};

/** 收入总计 and 支出总计. */
const sideTotals = (tables: TableSet, kind: TableKind, side: Side): readonly Relation[] => {
  const total = tables.totalRow(kind, side);
  if (!total) return [];
  const rows = tables.rows(kind, side).filter((row) => row.total !== true);
  return tables.columns(kind).flatMap((column): readonly Relation[] => {
    const printed = tables.printed(kind, total, column);
    const expected =
      side === 'revenue'
        ? revenueTop(tables, kind, rows, column)
        : rows.map((row) => tables.figure(kind, row, column));
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-TOTAL',
        severity: 'error',
        subject: total.name,
        name: total.name,
        column,
        printed,
        expected,
        says: 'its rows add up to',
      },
    ];
  });
};

/** The figures that add up to 收入总计. The funds are parts of 财政拨款收入 and do not count beside it; in the appropriation they are the rows. */
const revenueTop = (
  tables: TableSet,
  kind: TableKind,
  rows: readonly PrintedRow[],
  column: string,
): readonly Figure[] => {
  const { partsOfSources } = tables.tableForm(kind);
  if (partsOfSources.length === 0) return rows.map((row) => tables.figure(kind, row, column));
  return rows.flatMap((row) => {
    if (partsOfSources.some((part) => part === tables.revenueMeaning(row).is)) return [];
    const own = tables.printed(kind, row, column);
    return own.length > 0 ? own : partsOfRevenue(tables, kind, rows, row, column);
  });
};

const partsOfRevenue = (
  tables: TableSet,
  kind: TableKind,
  rows: readonly PrintedRow[],
  row: PrintedRow,
  column: string,
): readonly Figure[] => {
  const meaning = tables.revenueMeaning(row);
  const part = meaning.is === 'source' ? PARTS_OF_SOURCE[meaning.source] : undefined;
  return rows
    .filter((other) => tables.revenueMeaning(other).is === part)
    .flatMap((other) => tables.printed(kind, other, column));
};

/** What the rows that are parts of a source name. */
const PARTS_OF_SOURCE: Readonly<Partial<Record<RevenueSource, RevenueMeaning['is']>>> = {
  'fiscal-appropriation': 'fund',
  'carry-over': 'carried-over-part',
};

/** 财政拨款收入 = its three funds; 结余结转收入 = its parts. */
const revenueParts = (tables: TableSet, kind: TableKind): readonly Relation[] => {
  if (tables.tableForm(kind).partsOfSources.length === 0) return [];
  const rows = tables.rows(kind, 'revenue').filter((row) => row.total !== true);
  return rows.flatMap((row): readonly Relation[] => {
    const printed = tables.printed(kind, row, 'total');
    const expected = partsOfRevenue(tables, kind, rows, row, 'total');
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-CLASS',
        severity: 'error',
        subject: row.name,
        name: row.name,
        column: 'total',
        printed,
        expected,
        says: 'its parts add up to',
      },
    ];
  });
};
