import type { BudgetCommand, Check } from '../../domain/budget/budget-command.js';
import { foldEvents, type Budget } from '../../domain/budget/budget-state.js';
import { findingStatus } from '../../domain/budget/finding-state.js';
import { opened } from '../../domain/budget/guards.js';
import { approve, change, day, propose } from '../../domain/decide/decide.fixture.js';
import { decide } from '../../domain/decide/decide.js';
import type { BudgetEvent } from '../../domain/events/budget.events.js';
import { budgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { parseLineKey, type LineKey } from '../../domain/values/line.js';
import { fromFen, parseFen } from '../../domain/values/money.js';
import { examine } from '../examine.js';
import { frontOf, gridsOf, SAMPLE, tableLines, type Sample } from '../tables/budget.fixture.js';
import { checkFigures } from './check-figures.js';

const APPROVE = approve({ approvedOn: day('2024-06-01'), effectiveOn: day('2024-06-01') });

const name = { agency: 'a', fiscalYear: SAMPLE.year, scope: SAMPLE.scope } as const;
const BUDGET: BudgetId = budgetId(name);
const check: Check = (figures) => checkFigures(BUDGET, figures);

const [FIRST, SECOND] = SAMPLE.items as [Sample['items'][0], Sample['items'][0]];
const basicOf = ({ code }: { code: string }) => `expenditure/general/${code}/basic` as LineKey;

/** A budget whose events are decided one after another; event n has the id `en`. */
class Ledger {
  readonly events: (BudgetEvent & { readonly id: string })[] = [];

  get state(): Budget {
    return foldEvents(this.events);
  }

  /** The types of the events about findings that follow from a command, with the rule or the decision. */
  do(command: BudgetCommand): readonly string[] {
    const decided = decide(command, this.state);
    for (const event of decided) this.events.push({ ...event, id: `e${this.events.length + 1}` });
    return decided.flatMap(({ type, data }) =>
      type === 'FindingRaised'
        ? [`raised ${data.rule}`]
        : type === 'FindingResolved'
          ? [data.decision]
          : [],
    );
  }

  async import(sample: Partial<Sample>, misprint = (text: string) => text) {
    const all = { ...SAMPLE, ...sample };
    const lines = [...frontOf(all), ...gridsOf(all).flatMap((grid) => tableLines(grid, 'tabs'))];
    const text = misprint(lines.join('\n'));
    const { facts } = await examine(Buffer.from(text), 'a.txt', null);
    return this.do({ type: 'RecordDocument', name, agencyName: '甲', facts, check, prior: null });
  }

  enter(lines: Readonly<Record<string, string>>): readonly string[] {
    return this.do({
      type: 'EnterLines',
      lines: Object.entries(lines).map(([key, amount]) => ({
        line: parseLineKey(key),
        name: '',
        amount: parseFen(amount),
      })),
      check,
      prior: null,
    });
  }

  /** Corrects the newest entry of a line, or what an amendment moved on it, by an amount. */
  correct(line: LineKey, by: bigint, type: 'LineEntered' | 'BudgetAmended' = 'LineEntered') {
    const event = this.events.findLast(
      (each) =>
        each.type === type &&
        (each.type === 'LineEntered'
          ? each.data.line === line
          : each.type === 'BudgetAmended' && each.data.legs.some(({ key }) => key === line)),
    )!;
    const { entries } = opened(this.state);
    const { amount } = entries.get(event.id)!.find((entry) => entry.line === line)!;
    return this.do({
      type: 'Correct',
      corrects: event.id,
      line,
      to: amount + by,
      reason: '录入错误',
      check,
      prior: null,
    });
  }

  /** Corrects the cells that print such figures, each by an amount. */
  correctCells(printed: RegExp, by: bigint): readonly string[] {
    return this.events
      .filter(({ type, data }) => type === 'ClaimRecorded' && printed.test(data.amount))
      .flatMap(({ id }) => {
        const [entry] = opened(this.state).entries.get(id) ?? [];
        // A figure of a sentence is no cell.
        if (entry === undefined) return [];
        return this.do({
          type: 'Correct',
          corrects: id,
          line: null,
          to: entry.amount + by,
          reason: '更正',
          check,
          prior: null,
        });
      });
  }

  /** Whether a finding of a rule is open. */
  isOpen(rule: string): boolean {
    return [...opened(this.state).findings.values()].some(
      (state) => state.raised.rule === rule && findingStatus(state) === 'open',
    );
  }

  get open(): readonly string[] {
    return [...opened(this.state).findings].flatMap(([id, state]) =>
      findingStatus(state) === 'open' ? [id] : [],
    );
  }
}

describe('Findings of a budget that a document was recorded of', () => {
  it('are raised by a wrong correction, and withdrawn by the right one', async () => {
    const ledger = new Ledger();
    expect(await ledger.import({})).toEqual([]);
    const raised = ledger.correct(basicOf(FIRST), -100n);
    expect(raised).toEqual([expect.stringMatching(/^raised /)]);
    expect(ledger.correct(basicOf(FIRST), -100n)).toEqual(raised);
    expect(ledger.open).toHaveLength(1);
    expect(ledger.correct(basicOf(FIRST), 200n)).toEqual(['no-longer-holds']);
    expect(ledger.open).toEqual([]);
  });

  it('are withdrawn when the correction of a cell mends what was printed', async () => {
    const ledger = new Ledger();
    const misprint = (text: string) =>
      text.replace(/基本工资.*/, (row) => row.replaceAll(/(500,?00)0/g, '$13'));
    const raised = await ledger.import({}, misprint);
    expect(raised).toEqual([expect.stringMatching(/^raised SUM/)]);
    const line = 'economic/30101/personnel' as LineKey;
    // The finding has other figures after the first correction.
    expect(ledger.correct(line, -200n)).toEqual(raised);
    expect(ledger.correct(line, -100n)).toEqual(['no-longer-holds']);
  });

  it('are not touched by amendments; corrections of amendments have to balance', async () => {
    const ledger = new Ledger();
    await ledger.import({});
    const changes = [change('5.00', { function: SECOND.code })];
    expect(ledger.do(propose(changes))).toEqual([]);
    expect(ledger.do(APPROVE)).toEqual([]);
    const project = `expenditure/general/${SECOND.code}/project` as LineKey;
    const revenue = `revenue/${SECOND.code}/fiscal-appropriation` as LineKey;
    expect(ledger.correct(project, -100n, 'BudgetAmended')).toEqual(['raised T1-BALANCE']);
    expect(ledger.correct(revenue, -100n, 'BudgetAmended')).toEqual(['no-longer-holds']);
    expect(ledger.correct(basicOf(FIRST), 0n)).toEqual([]);
  });

  it('are raised by a line that is entered and that the document lacks', async () => {
    const ledger = new Ledger();
    await ledger.import({});
    const line = 'expenditure/general/2120199/basic' as LineKey;
    const other = line.replace('2120199', '2120104');
    const raised = ledger.enter({ [other]: '5.00' });
    expect(raised).toEqual([expect.stringMatching(/^raised /)]);
    expect(ledger.correct(line, -500n)).not.toEqual([]);
    expect(ledger.correct(other as LineKey, -500n)).not.toEqual([]);
    expect(ledger.correct(line, 500n)).toContain('no-longer-holds');
    expect(ledger.open).toEqual([]);
  });

  it('are judged anew where a sentence is compared with what a correction moves', async () => {
    const ledger = new Ledger();
    const targets =
      '\n其他相关情况说明\n四、绩效目标设置情况\n共编报项目2个，涉及项目预算资金60.00万元。';
    expect(await ledger.import({}, (text) => text + targets)).toEqual(['raised TARGET-FUNDS']);
    // The line, and every cell that prints it or a sum with it.
    ledger.correct('expenditure/general/2120199/project' as LineKey, 7_000_000n);
    const printed = /^(?:53|8)0000\.00$/;
    const mended = ledger.correctCells(printed, 7_000_000n);
    expect(mended.filter((each) => each === 'no-longer-holds')).not.toEqual([]);
    expect(ledger.isOpen('TARGET-FUNDS')).toBe(false);
    expect(ledger.correctCells(printed, -7_000_000n)).toContain('raised TARGET-FUNDS');
  });

  it('are judged anew where a sentence gives a percent of the whole', async () => {
    const ledger = new Ledger();
    // The tables have 530000.00, of which the percent is right: one misprint is one finding.
    const sentence = '支出预算1555000.50元，其中：项目支出预算600000.00元，占34.08%。';
    const text = `\n${SAMPLE.year}年部门预算编制说明\n${sentence}`;
    expect(await ledger.import({}, (all) => all + text)).toEqual(['raised NARR-FIGURE']);
    const project = 'expenditure/general/2120199/project' as LineKey;
    const printed = /^(?:53|8)0000\.00$/;
    ledger.correct(project, 7_000_000n);
    expect(ledger.correctCells(printed, 7_000_000n)).toContain('raised NARR-PERCENT');
    expect(ledger.isOpen('NARR-PERCENT')).toBe(true);
    expect(ledger.correctCells(printed, -7_000_000n)).toContain('no-longer-holds');
    expect(ledger.isOpen('NARR-PERCENT')).toBe(false);
  });

  describe('by a sentence that says there is none', () => {
    const none = `\n${SAMPLE.year}年部门预算编制说明\n本部门无机关运行经费。`;
    const operating = 'three-public/operating' as LineKey;

    it('are raised when there is some, and withdrawn when there is none again', async () => {
      const ledger = new Ledger();
      expect(await ledger.import({}, (all) => all + none)).toEqual([]);
      expect(ledger.enter({ [operating]: '5.00' })).toContain('raised NARR-FIGURE');
      expect(ledger.isOpen('NARR-FIGURE')).toBe(true);
      expect(ledger.correct(operating, -500n)).toContain('no-longer-holds');
      expect(ledger.open).toEqual([]);
    });

    const wrong = { three: [0n, 1_000_000n, 0n, 2_500_000n, 500_000n] } as const;

    it('end with their document, and are judged by the sentences of the newer one', async () => {
      const ledger = new Ledger();
      expect(await ledger.import(wrong, (all) => all + none)).toContain('raised NARR-FIGURE');
      expect(await ledger.import({}, (all) => all + none)).toContain('superseded');
      expect(ledger.isOpen('NARR-FIGURE')).toBe(false);
      expect(ledger.enter({ [operating]: '5.00' })).toContain('raised NARR-FIGURE');
      await ledger.import({});
      expect(ledger.enter({ [operating]: '6.00' })).not.toContain('raised NARR-FIGURE');
      expect(ledger.isOpen('NARR-FIGURE')).toBe(false);
    });

    it('stay as they were where the document was recorded before its sentences were kept', async () => {
      const ledger = new Ledger();
      await ledger.import(wrong, (all) => all + none);
      const at = ledger.events.findIndex(({ type }) => type === 'DocumentRegistered');
      const {
        shares: _,
        absences,
        ...before
      } = (ledger.events[at] as Extract<BudgetEvent, { type: 'DocumentRegistered' }>).data;
      expect(absences).toHaveLength(1);
      ledger.events[at] = { id: `e${at + 1}`, type: 'DocumentRegistered', data: before };
      expect(ledger.correct(basicOf(FIRST), -100n)).not.toContain('no-longer-holds');
      expect(ledger.correct(operating, -500_000n)).not.toContain('raised NARR-FIGURE');
      expect(ledger.isOpen('NARR-FIGURE')).toBe(true);
    });
  });

  it('are judged anew by the line of a project', async () => {
    const form = [
      '财政项目支出绩效目标表',
      `(${SAMPLE.year}年度)`,
      '项目名称\t河道养护\t\t项目类别\t专项资金\t',
      '项目资金 (万元)\t项目资金总额\t90\t年度资金申请总额\t30.5\t',
      '\t其中：财政资金\t90\t其中：当年财政拨款\t31\t',
      '\t\t\t上年结转资金\t0.5\t',
      '绩效 指标\t一级指标\t二级指标\t三级指标\t年度指标值',
      '\t产出指标\t数量指标\t清淤长度\t≥12.50(公里)',
    ];
    const ledger = new Ledger();
    const raised = await ledger.import({}, (text) => [text, ...form].join('\n'));
    expect(raised).toEqual(['raised PROJECT-SUM']);
    const line = 'project/河道养护/fiscal-appropriation' as LineKey;
    expect(ledger.correct(line, -1_000_000n)).toEqual(['no-longer-holds']);
    expect(ledger.correct(line, -1_000_000n)).toEqual(raised);
  });

  it('stay as they were where a code is printed in two rows, and only the first was recorded', async () => {
    const ledger = new Ledger();
    const row = (amount: string) => `212\t01\t02\t一般行政管理事务\t${amount}\t\t${amount}`;
    const twice = ['400,000.00', '50,000.00'].map(row).join('\n');
    await ledger.import({}, (text) => text.replaceAll(row('450,000.00'), twice));
    const { open } = ledger;
    const line = 'expenditure/general/2120102/project' as LineKey;
    const at = ledger.events.findIndex(
      ({ type, data }) => type === 'LineEntered' && data.line === line,
    );
    const { data } = ledger.events[at] as Extract<BudgetEvent, { type: 'LineEntered' }>;
    expect(data.amount).toBe('450000.00');
    const first = fromFen(40_000_000n);
    ledger.events[at] = { id: `e${at + 1}`, type: 'LineEntered', data: { ...data, amount: first } };
    ledger.correct(basicOf(FIRST), -100n);
    ledger.correct(basicOf(FIRST), 100n);
    expect(ledger.open).toEqual(open);
  });

  it('end when a newer document supersedes theirs, and its corrections stand', async () => {
    const ledger = new Ledger();
    const misprint = (text: string) => text.replace(/基本工资.*/, (row) => row.replace('5', '6'));
    await ledger.import({}, misprint);
    expect(ledger.open).not.toEqual([]);
    const ended = await ledger.import({});
    expect(new Set(ended)).toEqual(new Set(['superseded']));
    expect(ledger.open).toEqual([]);
  });
});

describe('Findings of a budget without a document', () => {
  const REVENUE = `revenue/${FIRST.code}/fiscal-appropriation`;
  const [A, B] = [basicOf(FIRST), `expenditure/general/${FIRST.code}/project` as LineKey];
  const opening = () => {
    const ledger = new Ledger();
    ledger.do({ type: 'OpenBudget', name, agencyName: '甲' });
    expect(ledger.enter({ [REVENUE]: '10.00', [A]: '6.00', [B]: '6.00' })).toEqual([
      'raised T1-BALANCE',
    ]);
    return ledger;
  };

  it('are withdrawn when two corrections mend the half each', () => {
    const ledger = opening();
    expect(ledger.correct(A, -100n)).toEqual(['raised T1-BALANCE']);
    expect(ledger.correct(B, -100n)).toEqual(['no-longer-holds']);
    expect(ledger.correct(B, -1n)).toEqual(['raised T1-BALANCE']);
  });

  it('are not raised by an amendment, and are withdrawn beside one', () => {
    const ledger = opening();
    ledger.do(propose([change('5.00', { function: FIRST.code })]));
    expect(ledger.do(APPROVE)).toEqual([]);
    expect(ledger.correct(A, -200n)).toEqual(['no-longer-holds']);
  });
});
