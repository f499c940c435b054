import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { change } from '../../domain/decide/decide.fixture.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { civilDate } from '../../domain/values/civil-date.js';
import { ImportDocument } from '../../imports/import-document.js';
import { examine } from '../../reading/examine.js';
import { frontOf, gridsOf, SAMPLE, tableLines } from '../../reading/tables/budget.fixture.js';
import { tableCalled } from '../../domain/tables/forms.js';
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
  const DOCUMENT = `2031年度
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
部门名称：临江市水务中心,,单位：万元
采购品目,采购方式,总计
合计,,7.00
货物,集中采购,7.00

公开10表
政府性基金预算支出表
部门名称：临江市水务中心,,,,单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,,,
注：本部门没有使用政府性基金预算安排的支出。`;

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
});
