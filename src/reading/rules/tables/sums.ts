import type { RevenueMeaning } from '../../../domain/tables/budget-form.js';
import type { RevenueSource } from '../../../domain/values/line.js';
import type { PrintedRow } from '../../printed.js';
import type { Relation } from '../relations/relation.js';
import { isPrinted, meaningOf, type Figure, type Node, type Sheet } from '../relations/sheet.js';
import type { Side } from '../../../domain/tables/headings.js';

/**
 * `SUM-TOTAL` 合计 = Σ类, `SUM-CLASS` 类 = Σ款, `SUM-GROUP` 款 = Σ项, in every amount column. Error, tolerance 0.00.
 *
 * Budget Law art. 46: budgets are compiled to 项 by function and to 款 by economic nature, so each level is the sum of
 * the one below. A blank subtotal contradicts nothing; what stands below it then counts in its place.
 */
export const sums = (sheet: Sheet): readonly Relation[] => [
  ...[2, 3, 5, 6, 7, 8].flatMap((number) => codedSums(sheet, number)),
  ...[1, 4].flatMap((number) => [
    ...sideTotals(sheet, number, 'revenue'),
    ...sideTotals(sheet, number, 'expenditure'),
  ]),
  ...revenueParts(sheet),
];

const codedSums = (sheet: Sheet, number: number): readonly Relation[] => {
  const relations: Relation[] = [];
  const total = sheet.totalRow(number);
  for (const column of sheet.columns(number)) {
    for (const nodes of sheet.nodesOf(number).values())
      for (const node of nodes) {
        const level = node.code.length === 3 ? 'CLASS' : 'GROUP';
        const below = node.code.length === 3 && node.children.some(isGroup) ? '款' : '项';
        add(relations, sheet, number, node.row, column, node.children, {
          rule: `SUM-${level}`,
          subject: node.code,
          says: `its ${number === 8 ? '款' : below} add up to`,
        });
      }
    if (total)
      add(relations, sheet, number, total, column, sheet.roots(number), {
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
  number: number,
  row: PrintedRow,
  column: string,
  parts: readonly Node[],
  words: { readonly rule: string; readonly subject: string; readonly says: string },
): void => {
  const printed = sheet.printed(number, row, column);
  const contributions = parts.map((part) => sheet.contribution(number, part, column));
  if (printed.length === 0 || contributions.some((part) => part === null)) return;
  const expected = contributions.flatMap((part) => part ?? []);
  if (!expected.some(isPrinted)) return;
  relations.push({
    ...words,
    severity: 'error',
    table: number,
    name: row.name,
    column,
    printed,
    expected,
  });
};

/** T1 and T4: 收入总计 and 支出总计. */
const sideTotals = (sheet: Sheet, number: number, side: Side): readonly Relation[] => {
  const total = sheet.totalRow(number, side);
  if (!total) return [];
  const rows = sheet.rows(number, side).filter((row) => row.total !== true);
  return sheet.columns(number).flatMap((column): readonly Relation[] => {
    const printed = sheet.printed(number, total, column);
    const expected =
      side === 'revenue'
        ? revenueTop(sheet, number, rows, column)
        : rows.map((row) => sheet.figure(number, row, column));
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-TOTAL',
        severity: 'error',
        table: number,
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
  number: number,
  rows: readonly PrintedRow[],
  column: string,
): readonly Figure[] => {
  if (number === 4) return rows.map((row) => sheet.figure(4, row, column));
  return rows.flatMap((row) => {
    if (['fund', 'carried-over-part'].includes(meaningOf(row).is)) return [];
    const own = sheet.printed(1, row, column);
    return own.length > 0 ? own : partsOfRevenue(sheet, rows, row, column);
  });
};

const partsOfRevenue = (
  sheet: Sheet,
  rows: readonly PrintedRow[],
  row: PrintedRow,
  column: string,
): readonly Figure[] => {
  const meaning = meaningOf(row);
  const part = meaning.is === 'source' ? PARTS_OF_SOURCE[meaning.source] : undefined;
  return rows
    .filter((other) => meaningOf(other).is === part)
    .flatMap((other) => sheet.printed(1, other, column));
};

/** What the rows name that are the parts of a source. */
const PARTS_OF_SOURCE: Readonly<Partial<Record<RevenueSource, RevenueMeaning['is']>>> = {
  'fiscal-appropriation': 'fund',
  'carry-over': 'carried-over-part',
};

/** T1: 财政拨款收入 = its three funds; 结余结转收入 = its parts. */
const revenueParts = (sheet: Sheet): readonly Relation[] => {
  const rows = sheet.rows(1, 'revenue').filter((row) => row.total !== true);
  return rows.flatMap((row): readonly Relation[] => {
    const printed = sheet.printed(1, row, 'total');
    const expected = partsOfRevenue(sheet, rows, row, 'total');
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'SUM-CLASS',
        severity: 'error',
        table: 1,
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
