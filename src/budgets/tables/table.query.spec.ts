import { read, utils } from '@e965/xlsx';
import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChangeBudget } from '../../amendments/change-budget.js';
import { change } from '../../domain/decide/decide.fixture.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { civilDate } from '../../domain/values/civil-date.js';
import { parseFen } from '../../domain/values/money.js';
import { ImportDocument } from '../../imports/import-document.js';
import { examine } from '../../reading/examine.js';
import { frontOf, gridsOf, SAMPLE, tableLines } from '../../reading/tables/budget.fixture.js';
import { tableCalled } from '../../domain/tables/forms.js';
import { CellOf } from './cell.query.js';
import { FurtherTablesOf } from './further-tables.query.js';
import { tableAsCsv } from './table-csv.js';
import { tableAsMarkdown } from './table-markdown.js';
import { tableAsText } from './table-text.js';
import { tableAsXlsx } from './table-xlsx.js';
import { tableAnswer } from './table.answer.js';
import { TableOf } from './table.query.js';

const UNIT = { ...SAMPLE, scope: 'unit' } as const;
/** The wording of the document for 一般公共预算资金, which the form does not list. */
const OWN_WORDING = '1. 本级一般公共预算安排';

/** A budget whose T1 words a row in its own way, and prints 小计 of basic expenditure beside its two parts. */
const printed = (): string => {
  const [first, ...others] = gridsOf(UNIT);
  const header = [
    ['本年收入', '', '本年支出', '', '', '', '', ''],
    ['项目', '预算数', '项目', '预算数', '', '', '', ''],
    ['', '', '', '合计', '基本支出', '', '', '项目支出'],
    ['', '', '', '', '小计', '人员经费', '公用经费', ''],
  ];
  const rows = first!.rows.map(([label, revenue, name, total, personnel, operating, project]) => [
    label === '1. 一般公共预算资金' ? OWN_WORDING : label!,
    revenue!,
    name!,
    total!,
    sumOf(personnel!, operating!),
    personnel!,
    operating!,
    project!,
  ]);
  return [
    ...frontOf(UNIT),
    ...[{ ...first!, header, rows }, ...others].flatMap((grid) => tableLines(grid, 'tabs')),
  ].join('\n');
};

/** The sum of two printed amounts; blank when both are. */
const sumOf = (...amounts: readonly string[]): string => {
  const fen = amounts.map((amount) => BigInt(amount.replaceAll(/[.,]/g, '') || 0));
  const sum = String(fen.reduce((a, b) => a + b)).padStart(3, '0');
  return amounts.every((amount) => amount === '') ? '' : `${sum.slice(0, -2)}.${sum.slice(-2)}`;
};

describe('Table 1 of an amended budget', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    const examined = await examine(new TextEncoder().encode(printed()), '预算.txt', null);
    ({ budget } = await ledger.execute(new ImportDocument(examined, {}, CLERK)));
    const proposal = await ledger.propose(budget, 'supplement', [
      change('1000.00', { expenditure: 'basic', economic: '30201' }),
    ]);
    await ledger.approve(budget, proposal, { on: '2024-06-01' });
  });
  afterAll(() => ledger.close());

  const cellsOf = async (name: string, effective: string) => {
    const { rows } = await ledger.ask(new TableOf(budget, 1, { effective: civilDate(effective) }));
    return rows.find((row) => row.name === name)?.cells;
  };

  it.each([
    [
      'a row with a wording of its own',
      '本级一般公共预算安排',
      'total',
      '1555000.50',
      '1556000.50',
    ],
    ['小计 of basic expenditure', '城乡社区支出', 'basic', '600000.00', '601000.00'],
  ])('shows the amendment in %s', async (_what, name, column, before, after) => {
    expect((await cellsOf(name, '2024-05-31'))![column]).toBe(before);
    expect((await cellsOf(name, '2024-06-01'))![column]).toBe(after);
  });

  it('has no figure where the lines do not have the detail', async () =>
    expect(await cellsOf('城乡社区支出', '2024-06-01')).toMatchObject({
      total: '1131000.00',
      personnel: null,
      public: null,
      project: '530000.00',
    }));
});

describe('A table of a document in a form of another place', () => {
  /** 公开07表 is 一般公共预算 there: table 5 here. */
  const DOCUMENT = `2024年度
临江市水务中心
部门预算公开

公开03表
支出总表
部门名称：临江市水务中心,,,单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,95.00,70.00,25.00
221,住房保障支出,95.00,70.00,25.00
22102,住房改革支出,95.00,70.00,25.00
2210201,住房公积金,95.00,70.00,25.00

公开04表
财政拨款收支总表
部门名称：临江市水务中心,,,单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、一般公共预算拨款,90.00,一、住房保障支出,90.00
收入总计,90.00,支出总计,90.00

公开07表
一般公共预算支出表
部门名称：临江市水务中心,,,,,,单位：万元
科目编码,科目名称,合计,基本支出,,,项目支出
,,,小计,人员经费,公用经费,
,合计,90.00,70.00,50.00,20.00,20.00
221,住房保障支出,90.00,70.00,50.00,20.00,20.00
22102,住房改革支出,90.00,70.00,50.00,20.00,20.00
2210201,住房公积金,90.00,70.00,50.00,20.00,20.00

公开09表
一般公共预算“三公”经费、会议费、培训费支出表
部门名称：临江市水务中心,,,,,,,单位：万元
合计,“三公”经费,,,,,会议费,培训费
,小计,因公出国（境）费,公务用车购置及运行费,,公务接待费,,
,,,小计,公务用车运行费,,,
9.00,6.00,,5.00,5.00,1.00,2.00,1.00

公开13表
政府采购支出表
部门名称：临江市水务中心,,,单位：万元
采购品目,采购方式,数量,总计
合计,,3,7.00
货物,集中采购,2,7.00

公开10表
政府性基金预算支出表
部门名称：临江市水务中心,,,,单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,,,
注：本部门没有使用政府性基金预算安排的支出。

项目支出表（一）
单位：万元
项目名称,金额
河道清淤,3.00

项目支出表（二）
单位：万元
项目名称,金额
水质监测,4.00`;

  let ledger: TestLedger;
  let budget: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    const examined = await examine(new TextEncoder().encode(DOCUMENT), '预算.csv', null);
    ({ budget } = await ledger.execute(new ImportDocument(examined, {}, CLERK)));
  });
  afterAll(() => ledger.close());

  it.each([5, '公开07表', '07', '表七'])(
    'is asked for by its number here or there, and says both: %s',
    async (called) => {
      const general = tableCalled(String(called))!;
      expect(await ledger.ask(new TableOf(budget, general))).toMatchObject({
        table: 5,
        kind: 'general',
        form: 'country',
        number: '公开07表',
      });
    },
  );

  it('has its own number also from 10 on', async () => {
    expect(await ledger.ask(new TableOf(budget, tableCalled('10')!))).toMatchObject({
      table: 6,
      kind: 'government-fund',
      state: 'declared-empty',
      number: '公开10表',
    });
  });

  it('is refused under a number that the document does not print', async () => {
    await expect(ledger.ask(new TableOf(budget, tableCalled('公开12表')!))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(tableCalled('第二张')).toBeUndefined();
  });

  it.each([13, '13', '公开13表', 'procurement'])(
    'that is none of the nine is asked for by its number or its kind: %s',
    async (called) => {
      const answer = await ledger.ask(new TableOf(budget, tableCalled(String(called))!));
      expect(tableAnswer.parse(answer)).toEqual(answer);
      expect(answer).toMatchObject({
        table: 13,
        kind: 'procurement',
        form: 'country',
        number: '公开13表',
        title: '政府采购支出表',
        unit: '万元',
        state: 'read',
        columns: ['总计'],
        textColumns: ['采购方式', '数量'],
        rows: [
          {
            code: null,
            name: '货物',
            texts: { 采购方式: '集中采购', 数量: '2' },
            cells: { 总计: '7.00' },
          },
        ],
        totals: { 总计: '7.00' },
        totalTexts: { 数量: '3' },
      });
    },
  );

  it('that is one of several of its kind is asked for by its number alone', async () => {
    await expect(ledger.ask(new TableOf(budget, 'projects'))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('14, 15'),
    });
    expect(await ledger.ask(new TableOf(budget, 15))).toMatchObject({
      number: null,
      rows: [{ name: '水质监测', cells: { 金额: '4.00' } }],
    });
    expect(await ledger.ask(new FurtherTablesOf(budget))).toEqual([
      { table: 13, title: '政府采购支出表' },
      { table: 14, title: '项目支出表(一)' },
      { table: 15, title: '项目支出表(二)' },
    ]);
  });

  it('that is none of the nine is a file with all that is printed in its rows', async () => {
    const answer = await ledger.ask(new TableOf(budget, 13, {}, { unit: '元' }));
    expect(tableAsCsv(answer).slice(1)).toBe(
      'code,name,采购方式,数量,总计\n,货物,集中采购,2,70000.00\n,合计,,3,70000.00\n',
    );
    expect(tableAsMarkdown(answer)).toContain('|  | 货物 | 集中采购 | 2 | 70000.00 |');
    expect(tableAsText(answer)).toMatch(/货物 +集中采购 +2 +70,?000\.00/);
    const sheet = read(tableAsXlsx(answer)).Sheets['表13']!;
    expect(utils.sheet_to_json(sheet, { header: 1, range: 2 })).toEqual([
      ['编码', '名称', '采购方式', '数量', '总计'],
      [undefined, '货物', '集中采购', '2', 70000],
      [undefined, '合计', undefined, '3', 70000],
    ]);
  });

  it('that is none of the nine stays as printed whatever is amended, and a correction of its cell shows', async () => {
    const proposal = await ledger.propose(budget, 'supplement', [
      change('10000.00', { expenditure: 'project', function: '2210201' }),
    ]);
    await ledger.approve(budget, proposal, { on: '2024-06-01' });
    const cell = { table: 13, row: '货物', column: '总计' };
    const printed = await ledger.ask(new CellOf(budget, cell));
    expect(printed).toMatchObject({ table: 13, amount: '70000.00', lines: [] });
    const [entry] = printed.entries;
    expect(entry).toMatchObject({ source: { table: 13, column: '总计', text: '7.00' } });
    await ledger.execute(
      new ChangeBudget(
        budget,
        { type: 'correct', corrects: entry!.id, to: parseFen('80000.00'), reason: '更正' },
        CLERK,
      ),
    );
    expect(await ledger.ask(new TableOf(budget, 13))).toMatchObject({
      rows: [{ cells: { 总计: '8.00' } }],
      totals: { 总计: '7.00' },
    });
    expect(await ledger.ask(new TableOf(budget, 3))).toMatchObject({ totals: { total: '96.00' } });
  });
});
