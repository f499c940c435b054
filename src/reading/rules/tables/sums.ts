import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { RevenueMeaning } from '../../../domain/tables/budget-form.js';
import type { RevenueSource } from '../../../domain/values/line.js';
import type { PrintedRow } from '../../printed.js';
import type { Relation } from '../relations/relation.js';
import { isPrinted, type Figure, type Node, type Sheet } from '../relations/sheet.js';
import type { Side } from '../../../domain/tables/headings.js';

/**
 * `SUM-TOTAL` 合计 = Σ类, `SUM-CLASS` 类 = Σ款, `SUM-GROUP` 款 = Σ项, in every amount column. Error, tolerance 0.00.
 *
 * Budget Law art. 46: budgets are compiled to 项 by function and to 款 by economic nature, so each level is the sum of
 * the one below. A blank subtotal is no error: the rows below it count in its place.
 */
export const sums = (sheet: Sheet): readonly Relation[] => [
  ...CODED.flatMap((kind) => codedSums(sheet, kind)),
  ...TWO_SIDED.flatMap((kind) => [
    ...sideTotals(sheet, kind, 'revenue'),
    ...sideTotals(sheet, kind, 'expenditure'),
  ]),
  ...revenueParts(sheet),
];

const CODED = [
  'revenue',
  'expenditure',
  ...APPROPRIATED_FUNDS,
  'basic-economic',
] as const satisfies readonly TableKind[];
const TWO_SIDED = ['revenue-expenditure', 'appropriation'] as const satisfies readonly TableKind[];

const codedSums = (sheet: Sheet, kind: TableKind): readonly Relation[] => {
  const relations: Relation[] = [];
  const total = sheet.totalRow(kind);
  for (const column of sheet.columns(kind)) {
    for (const nodes of sheet.nodesOf(kind).values())
      for (const node of nodes) {
        const level = node.code.length === 3 ? 'CLASS' : 'GROUP';
        const below =
          kind === 'basic-economic' || (node.code.length === 3 && node.children.some(isGroup))
            ? '款'
            : '项';
        add(relations, sheet, kind, node.row, column, node.children, {
          rule: `SUM-${level}`,
          subject: node.code,
          says: `its ${below} add up to`,
        });
      }
    if (total)
      add(relations, sheet, kind, total, column, sheet.roots(kind), {
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
  sheet: Sheet,
  kind: TableKind,
  row: PrintedRow,
  column: string,
  parts: readonly Node[],
  words: { readonly rule: string; readonly subject: string; readonly says: string },
): void => {
  const printed = sheet.printed(kind, row, column);
  const contributions = parts.map((part) => sheet.contribution(kind, part, column));
  if (printed.length === 0 || contributions.some((part) => part === null)) return;
  const expected = contributions.flatMap((part) => part ?? []);
  if (!expected.some(isPrinted)) return;
  relations.push({
    ...words,
    severity: 'error',
    form: sheet.formOf(kind),
    name: row.name,
    column,
    printed,
    expected,
  });
};

/** T1 and T4: 收入总计 and 支出总计. */
const sideTotals = (sheet: Sheet, kind: TableKind, side: Side): readonly Relation[] => {
  const total = sheet.totalRow(kind, side);
  if (!total) return [];
  const rows = sheet.rows(kind, side).filter((row) => row.total !== true);
  return sheet.columns(kind).flatMap((column): readonly Relation[] => {
    const printed = sheet.printed(kind, total, column);
    const expected =
      side === 'revenue'
        ? revenueTop(sheet, kind, rows, column)
        : rows.map((row) => sheet.figure(kind, row, column));
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-TOTAL',
        severity: 'error',
        form: sheet.formOf(kind),
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
  sheet: Sheet,
  kind: TableKind,
  rows: readonly PrintedRow[],
  column: string,
): readonly Figure[] => {
  if (kind === 'appropriation') return rows.map((row) => sheet.figure(kind, row, column));
  return rows.flatMap((row) => {
    if (['fund', 'carried-over-part'].includes(sheet.meaningOf(row).is)) return [];
    const own = sheet.printed('revenue-expenditure', row, column);
    return own.length > 0 ? own : partsOfRevenue(sheet, rows, row, column);
  });
};

const partsOfRevenue = (
  sheet: Sheet,
  rows: readonly PrintedRow[],
  row: PrintedRow,
  column: string,
): readonly Figure[] => {
  const meaning = sheet.meaningOf(row);
  const part = meaning.is === 'source' ? PARTS_OF_SOURCE[meaning.source] : undefined;
  return rows
    .filter((other) => sheet.meaningOf(other).is === part)
    .flatMap((other) => sheet.printed('revenue-expenditure', other, column));
};

/** What the rows that are parts of a source name. */
const PARTS_OF_SOURCE: Readonly<Partial<Record<RevenueSource, RevenueMeaning['is']>>> = {
  'fiscal-appropriation': 'fund',
  'carry-over': 'carried-over-part',
};

/** T1: 财政拨款收入 = its three funds; 结余结转收入 = its parts. */
const revenueParts = (sheet: Sheet): readonly Relation[] => {
  const rows = sheet.rows('revenue-expenditure', 'revenue').filter((row) => row.total !== true);
  return rows.flatMap((row): readonly Relation[] => {
    const printed = sheet.printed('revenue-expenditure', row, 'total');
    const expected = partsOfRevenue(sheet, rows, row, 'total');
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-CLASS',
        severity: 'error',
        form: sheet.formOf('revenue-expenditure'),
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
