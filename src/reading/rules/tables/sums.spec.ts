import { fromFen } from '../../../domain/values/money.js';
import type { PrintedTable } from '../../printed.js';
import { sumOf, tableOf } from '../relations/relation.js';
import type { TableSet } from '../relations/table-set.js';
import { tableSetOf, tablesOf } from '../rules.fixture.js';
import { sums } from './sums.js';
import { ties } from './ties.js';

/** The summary and the table of revenue as the fixture has them, the summary with these revenue rows, in fen. */
const revenueOf = (revenue: Readonly<Record<string, bigint>>, total: bigint): TableSet => {
  const [t1, t2] = tablesOf() as readonly [PrintedTable, PrintedTable];
  const rows = Object.entries({ ...revenue, 收入总计: total }).map(([name, fen], at) => {
    const amount = fromFen(fen);
    const place = { table: 1, page: null, line: at, row: at, column: 'total', text: amount };
    return {
      row: at,
      code: null,
      printedCode: null,
      name,
      side: 'revenue' as const,
      ...(name === '收入总计' ? { total: true as const } : {}),
      cells: { total: { amount: fen, place } },
    };
  });
  return tableSetOf([{ ...t1, rows }, t2]);
};
const relations = (tables: TableSet) =>
  sums(tables).flatMap((relation) => {
    const { rule, subject, printed, expected } = relation;
    return tableOf(relation).kind === 'revenue-expenditure'
      ? [{ rule, subject, apart: sumOf(printed) - sumOf(expected) }]
      : [];
  });

describe('The revenue side of the summary', () => {
  it('counts carried-over money once, where its parts are listed below it', () => {
    expect(
      relations(
        revenueOf({ 财政拨款收入: 500n, 结余结转收入: 100n, 上年结余: 60n, 上年结转: 40n }, 600n),
      ),
    ).toEqual([
      { rule: 'SUM-TOTAL', subject: '收入总计', apart: 0n },
      { rule: 'SUM-CLASS', subject: '结余结转收入', apart: 0n },
    ]);
  });

  it('takes 财政拨款结转 for a part of carried-over money, and 一般公共预算财政拨款 for a fund', () => {
    expect(
      relations(
        revenueOf(
          {
            财政拨款收入: 500n,
            一般公共预算财政拨款: 500n,
            结余结转收入: 100n,
            财政拨款结转: 90n,
          },
          600n,
        ),
      ),
    ).toEqual([
      { rule: 'SUM-TOTAL', subject: '收入总计', apart: 0n },
      { rule: 'SUM-CLASS', subject: '财政拨款收入', apart: 0n },
      { rule: 'SUM-CLASS', subject: '结余结转收入', apart: 10n },
    ]);
  });

  it('ties 经营收入 to its column of the table of revenue', () => {
    const [t1, t2] = tablesOf() as readonly [PrintedTable, PrintedTable];
    const total = t2.rows.at(-1)!;
    const cells = { ...total.cells, business: total.cells['total']! };
    const rows = t1.rows
      .filter(({ name }) => name === '财政拨款收入')
      .map((row) => ({ ...row, name: '经营收入' }));
    const tables = tableSetOf([
      { ...t1, rows },
      { ...t2, rows: [{ ...total, cells }] },
    ]);
    expect(ties(tables)).toMatchObject([
      { rule: 'TIE', subject: '经营收入', expected: [{ column: 'business' }] },
    ]);
  });
});
