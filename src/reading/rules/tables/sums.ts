import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
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
  ...CODED.flatMap((kind) => codedSums(tables, kind)),
  ...TWO_SIDED.flatMap((kind) => [
    ...sideTotals(tables, kind, 'revenue'),
    ...sideTotals(tables, kind, 'expenditure'),
  ]),
  ...revenueParts(tables),
];

const CODED = [
  'revenue',
  'expenditure',
  ...APPROPRIATED_FUNDS,
  'basic-economic',
] as const satisfies readonly TableKind[];
const TWO_SIDED = ['revenue-expenditure', 'appropriation'] as const satisfies readonly TableKind[];

const codedSums = (tables: TableSet, kind: TableKind): readonly Relation[] => {
  const relations: Relation[] = [];
  const total = tables.totalRow(kind);
  for (const column of tables.columns(kind)) {
    for (const nodes of tables.nodesOf(kind).values())
      for (const node of nodes) {
        const level = node.code.length === 3 ? 'CLASS' : 'GROUP';
        const below =
          kind === 'basic-economic' || (node.code.length === 3 && node.children.some(isGroup))
            ? '款'
            : '项';
        add(relations, tables, kind, node.row, column, node.children, {
          rule: `SUM-${level}`,
          subject: node.code,
          says: `its ${below} add up to`,
        });
      }
    if (total)
      add(relations, tables, kind, total, column, tables.roots(kind), {
        rule: 'SUM-TOTAL',
        subject: '合计',
        says: 'its 类 add up to',
      });
  }
  return relations;
};

const isGroup = (node: Node): boolean => node.code.length === 5;

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
    form: tables.formOf(kind),
    name: row.name,
    column,
    printed,
    expected,
  });
};

/** T1 and T4: 收入总计 and 支出总计. */
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
        form: tables.formOf(kind),
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

/** In T1 the funds are parts of 财政拨款收入 and do not count beside it; in T4 they are the rows. */
const revenueTop = (
  tables: TableSet,
  kind: TableKind,
  rows: readonly PrintedRow[],
  column: string,
): readonly Figure[] => {
  if (kind === 'appropriation') return rows.map((row) => tables.figure(kind, row, column));
  return rows.flatMap((row) => {
    if (['fund', 'carried-over-part'].includes(tables.meaningOf(row).is)) return [];
    const own = tables.printed('revenue-expenditure', row, column);
    return own.length > 0 ? own : partsOfRevenue(tables, rows, row, column);
  });
};

const partsOfRevenue = (
  tables: TableSet,
  rows: readonly PrintedRow[],
  row: PrintedRow,
  column: string,
): readonly Figure[] => {
  const meaning = tables.meaningOf(row);
  const part = meaning.is === 'source' ? PARTS_OF_SOURCE[meaning.source] : undefined;
  return rows
    .filter((other) => tables.meaningOf(other).is === part)
    .flatMap((other) => tables.printed('revenue-expenditure', other, column));
};

/** What the rows that are parts of a source name. */
const PARTS_OF_SOURCE: Readonly<Partial<Record<RevenueSource, RevenueMeaning['is']>>> = {
  'fiscal-appropriation': 'fund',
  'carry-over': 'carried-over-part',
};

/** T1: 财政拨款收入 = its three funds; 结余结转收入 = its parts. */
const revenueParts = (tables: TableSet): readonly Relation[] => {
  const rows = tables.rows('revenue-expenditure', 'revenue').filter((row) => row.total !== true);
  return rows.flatMap((row): readonly Relation[] => {
    const printed = tables.printed('revenue-expenditure', row, 'total');
    const expected = partsOfRevenue(tables, rows, row, 'total');
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-CLASS',
        severity: 'error',
        form: tables.formOf('revenue-expenditure'),
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
