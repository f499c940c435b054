import { ImportDocument } from '../../imports/import-document.js';
import { EventLog } from '../../log/event-log.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { examine } from '../../reading/examine.js';
import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { readBudget } from '../read-budget.js';
import { SettleYearOverYear } from '../settle-year-over-year.js';

const document = (name: string, scope: string, amount: string, bodies: readonly string[]) =>
  `2031年
${name}
${scope}预算公开

收支总表
单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、一般公共预算拨款收入,${amount},一、社会保障和就业支出,${amount}
收入总计,${amount},支出总计,${amount}

收入总表
单位：万元
单位名称,合计,一般公共预算
合计,${amount},${amount}
${bodies.map((body) => `${body},1.00,1.00`).join('\n')}

支出总表
单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,${amount},${amount},
2080505,机关事业单位基本养老保险缴费支出,${amount},${amount},

一般公共预算支出表
单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,${amount},${amount},
2080505,机关事业单位基本养老保险缴费支出,${amount},${amount},

一般公共预算基本支出表
单位：万元
科目编码,科目名称,合计,人员经费,公用经费
,合计,${amount},${amount},
30108,机关事业单位基本养老保险缴费,${amount},${amount},

基本支出总表
单位：万元
项目,合计
合计,${amount}
`;

describe('The budget of a unit that has a code of its own', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const UNIT = '临江市水文站';
  const add = async (...[name, scope, ...rest]: Parameters<typeof document>) => {
    const bytes = new TextEncoder().encode(document(name, scope, ...rest));
    const examined = await examine(bytes, `${name}.csv`, null);
    return (await ledger.execute(new ImportDocument(examined, {}, CLERK))).budget;
  };
  const department = (name = '临江市水务局', bodies = [name, UNIT]) =>
    add(name, '部门', '5.00', bodies);
  const unit = (amount: string) => add(UNIT, '单位', amount, [UNIT]);
  const findings = async (budget: BudgetId) => {
    await ledger.get(SettleYearOverYear).all();
    return (await readBudget(ledger.get(EventLog), budget)).flatMap(({ type, data }) =>
      type === 'FindingRaised' && data.rule === 'PART-GT-WHOLE'
        ? [`${data.subject} ${data.printed} > ${data.expected}`]
        : [],
    );
  };

  it('is compared with the department whose document names it, when it comes last', async () => {
    await department();
    expect(await findings(await unit('6.00'))).toEqual(['2080505 60000.00 > 50000.00']);
  });

  it('is compared when the department comes last', async () => {
    const budget = await unit('6.00');
    expect(await findings(budget)).toEqual([]);
    await department();
    expect(await findings(budget)).toEqual(['2080505 60000.00 > 50000.00']);
  });

  it('is no more than its department where it is a part of it', async () => {
    await department();
    expect(await findings(await unit('5.00'))).toEqual([]);
  });

  it('is not compared where two departments name it, or one names a body of no place', async () => {
    await department();
    await department('临江市农业局', ['临江市农业局', UNIT]);
    expect(await findings(await unit('6.00'))).toEqual([]);
    await department('望湖市水务局', ['望湖市水务局', '水文站']);
    expect(await findings(await add('水文站', '单位', '6.00', ['水文站']))).toEqual([]);
  });
});
