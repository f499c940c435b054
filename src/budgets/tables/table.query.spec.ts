import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { change } from '../../domain/decide/decide.fixture.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { civilDate } from '../../domain/values/civil-date.js';
import { ImportDocument } from '../../imports/import-document.js';
import { examine } from '../../reading/examine.js';
import { frontOf, gridsOf, SAMPLE, tableLines } from '../../reading/tables/budget.fixture.js';
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
