import fc from 'fast-check';
import type { Cells, TableAnswer } from '../../src/budgets/tables/table.answer.js';
import { TableOf } from '../../src/budgets/tables/table.query.js';
import { change } from '../../src/domain/decide/decide.fixture.js';
import type { Side } from '../../src/domain/tables/headings.js';
import { fromFen, parseFen } from '../../src/domain/values/money.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { COVER, TABLES } from '../../src/reading/by-headings/elsewhere.fixture.js';
import { examine } from '../../src/reading/examine.js';
import { rounds } from '../support/rounds.js';
import { CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';

/** Tables of two sides as places print them: sums of the year, what is carried over by fund, functions by name alone. */
const OTHER_TABLES = {
  summary: `公开01表
收支总表
部门名称：临江市水务中心,,,单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、部门预算,125.00,一、部门预算,125.00
1、财政拨款,120.00,一、社会保障和就业支出,30.00
（1）一般公共预算拨款,120.00,行政事业单位养老支出,30.00
二、其他收入,5.00,机关事业单位基本养老保险缴费支出,30.00
,,二、住房保障支出,95.00
,,住房改革支出,95.00
,,住房公积金,95.00
本年收入合计,125.00,本年支出合计,125.00
上年结转结余,,结转下年,
收入总计,125.00,支出总计,125.00`,
  appropriation: `公开04表
财政拨款收支总表
部门名称：临江市水务中心,,,单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、本年收入,120.00,一、本年支出,120.00
（一）一般公共预算拨款,120.00,（一）社会保障和就业支出,30.00
（二）政府性基金预算拨款,,（二）住房保障支出,90.00
二、上年结转,0.00,二、结转下年,
（一）一般公共预算拨款,0.00,,
（二）政府性基金预算拨款,0.00,,
收入总计,120.00,支出总计,120.00`,
};

/** The rows that a supplement of the general fund for 住房公积金 moves, in the order of print, beside the totals. */
const MOVED: Readonly<Record<number, readonly string[]>> = {
  1: [
    '部门预算',
    '部门预算',
    '财政拨款',
    '一般公共预算拨款',
    '住房保障支出',
    '住房改革支出',
    '住房公积金',
    '本年收入合计',
    '本年支出合计',
  ],
  2: ['临江市水务中心'],
  3: ['住房保障支出', '住房改革支出', '住房公积金'],
  4: ['本年收入', '本年支出', '一般公共预算拨款', '住房保障支出'],
  5: ['住房保障支出', '住房改革支出', '住房公积金'],
};

const fenOf = (cells: Cells | undefined) => parseFen(cells?.['total'] ?? '0.00');

/** The rows that moved or are new, in the order of print, and by how much. */
const movedRows = (before: TableAnswer, after: TableAnswer) =>
  after.rows.flatMap(({ name, cells }, at) => {
    const old = before.rows[at];
    const by = fenOf(cells) - fenOf(old?.cells);
    return by === 0n && old?.name === name ? [] : [{ name: name.replace(/第\d+/, ''), by }];
  });

/** By how much the totals of both sides moved; a table without sides has one. */
const movedTotals = (before: TableAnswer, after: TableAnswer) =>
  (['revenue', 'expenditure'] as const).map(
    (side) => fenOf(totalOf(after, side)) - fenOf(totalOf(before, side)),
  );
const totalOf = ({ totals }: TableAnswer, side: Side): Cells =>
  side in totals ? (totals as Record<Side, Cells>)[side] : (totals as Cells);

describe('A cell of another form after amendments', () => {
  let ledger: TestLedger;
  let agencies = 0;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  it('is what was printed and what changed below it, also where sums, bodies and names alone stand in the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 1, maxLength: 3 }),
        async (amounts) => {
          const text = [COVER, ...Object.values({ ...TABLES, ...OTHER_TABLES })]
            .join('\n\n')
            .replaceAll('2031', '2025')
            .replaceAll('临江市水务中心', `临江市第${++agencies}水务中心`);
          const examined = await examine(new TextEncoder().encode(text), 'budget.csv', null);
          const { budget } = await ledger.execute(new ImportDocument(examined, {}, CLERK));
          const tables = Object.keys(MOVED).map(Number);
          const shown = () =>
            Promise.all(
              tables.map((table) => ledger.ask(new TableOf(budget, table, {}, { unit: '元' }))),
            );
          const before = await shown();
          const proposal = await ledger.propose(
            budget,
            'supplement',
            amounts.map((fen) =>
              change(fromFen(BigInt(fen)), {
                function: '2210201',
                expenditure: 'project',
                economic: null,
              }),
            ),
          );
          await ledger.approve(budget, proposal, { on: '2025-06-01' });
          const by = BigInt(amounts.reduce((sum, each) => sum + each, 0));
          for (const [at, after] of (await shown()).entries()) {
            expect([after.table, movedRows(before[at]!, after)]).toEqual([
              tables[at],
              MOVED[tables[at]!]!.map((name) => ({ name, by })),
            ]);
            expect([after.table, movedTotals(before[at]!, after)]).toEqual([tables[at], [by, by]]);
          }
        },
      ),
      { numRuns: rounds(2, 10) },
    );
  });
});
