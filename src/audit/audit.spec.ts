import { itInCi } from '../../test/support/it-in-ci.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { ChangeBudget } from '../amendments/change-budget.js';
import type { AmountChange } from '../domain/budget/movement.js';
import { change } from '../domain/decide/decide.fixture.js';
import { authority } from '../domain/events/authority.js';
import type { AmendmentKind } from '../domain/events/budget.events.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { EnterLines } from '../budgets/lines/enter-lines.js';
import { civilDate } from '../domain/values/civil-date.js';
import { parseLineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { AuditChanges, CountAuditChanges, NewestAuditChange } from './audit-changes.query.js';
import { AuditExceptions } from './audit-exceptions.query.js';
import type { ChangeEntry } from './audit.answer.js';
import { exceptionsOf } from './exceptions-of-budget.js';
import { ShowBudget } from '../budgets/show-budget.query.js';
import { daysBetween } from './days.js';

let ledger: TestLedger;
let budget: BudgetId;
beforeEach(async () => {
  ledger = await openLedger();
  budget = await ledger.budget('minhang-2024-unit', {
    'revenue/2120199/fiscal-appropriation': '30000.00',
    'expenditure/general/2120199/basic': '10000.00',
    'expenditure/general/2120199/project': '20000.00',
    'economic/30217/public': '10000.00',
    'three-public/reception': '10000.00',
  });
});
afterEach(() => ledger.close());

const RECEPTION = { expenditure: 'basic', economic: '30217' } as const;

const amend = async (
  kind: AmendmentKind,
  changes: readonly AmountChange[],
  approval: { on: string; number?: string },
) =>
  ledger.approve(budget, await ledger.propose(budget, kind, changes), {
    number: '闵财预〔2024〕8号',
    ...approval,
  });

describe('An auditor', () => {
  it('finds changes by person, line, kind, document number in any spelling, and lateness', async () => {
    await amend('supplement', [change('1.00')], { on: '2024-06-01' });
    await amend('rescission', [change('-5000.00', RECEPTION)], {
      on: '2024-06-02',
      number: '闵财预[2024] 9号',
    });
    const found = async (filter: object) =>
      (await ledger.ask(new AuditChanges(filter))).items.map(({ kind, line }) => `${kind} ${line}`);
    expect(await found({ kind: 'supplement' })).toEqual([
      'supplement revenue/2120199/fiscal-appropriation',
      'supplement expenditure/general/2120199/project',
    ]);
    expect(await found({ number: '闵财预〔2024〕9号', line: '30217' })).toEqual([
      'rescission economic/30217/public',
    ]);
    expect(await found({ person: 'clerk' })).toHaveLength(6);
    expect(await found({ person: 'ＣLERK' })).toHaveLength(6);
    expect(await found({ person: 'nobody' })).toEqual([]);
    expect(await found({ lateDays: 100_000 })).toEqual([]);
    expect(await found({ lateDays: 0, line: 'three-public/reception' })).toEqual([
      'rescission three-public/reception',
    ]);
  });

  it('lists the changes and the newest one as they were at a position, whatever is recorded later', async () => {
    const filter = { budget, lateDays: 0 };
    const before = await ledger.ask(new AuditChanges(filter));
    const position = await ledger.ask(new NewestAuditChange(filter));
    await amend('supplement', [change('1.00')], { on: '2024-06-03' });
    expect((await ledger.ask(new AuditChanges(filter))).items.length).toBeGreaterThan(
      before.items.length,
    );
    expect(await ledger.ask(new AuditChanges({ ...filter, position }))).toEqual(before);
    expect(await ledger.ask(new NewestAuditChange({ ...filter, position }))).toBe(position);
    const [newest] = (await ledger.ask(new AuditChanges(filter))).items.toReversed();
    expect(await ledger.ask(new NewestAuditChange(filter))).toBe(BigInt(newest!.position));
    expect(await ledger.ask(new NewestAuditChange({ ...filter, position: 0n }))).toBe(0n);
    await expect(
      ledger.ask(new AuditChanges({ ...filter, position: 10n ** 12n })),
    ).rejects.toMatchObject({ code: 'position-beyond-log' });
  });

  it('counts a change once, however many lines it moves, among the late ones of several budgets', async () => {
    const other = await ledger.budget('minhang-2025-unit', {});
    await amend('supplement', [change('1.00')], { on: '2024-06-01' });
    await amend('rescission', [change('-5000.00', RECEPTION)], { on: '2024-06-02' });
    const budgets = [budget, other];
    const { items } = await ledger.ask(new AuditChanges({ budgets, lateDays: 0 }));
    expect(items).toHaveLength(6);
    const count = async (filter: object) => [...(await ledger.ask(new CountAuditChanges(filter)))];
    expect(await count({ budgets, lateDays: 0 })).toEqual([[budget, 2]]);
    expect(await count({ budgets })).toEqual([[budget, 2]]);
    const [{ daysLate }] = items.toSorted((a, b) => a.daysLate - b.daysLate) as [ChangeEntry];
    expect(await count({ budgets, lateDays: daysLate })).toEqual([[budget, 1]]);
    expect(await count({ budgets: [other] })).toEqual([]);
    expect(await count({ budgets: [] })).toEqual([]);
  });

  it('lists exceptions with the events that caused them', async () => {
    await amend('reallocation', [change('-100.00'), change('100.00', RECEPTION)], {
      on: '2024-05-01',
    });
    for (const month of ['03', '04', '11'])
      await amend('supplement', [change('1.00')], { on: `2024-${month}-01` });
    await amend('supplement', [change('1.00')], { on: '2025-01-02' });
    const { items: exceptions } = await ledger.ask(new AuditExceptions({ budget }));
    expect(exceptions.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
      'approved-after-year-end null',
      'line-amended-often expenditure/general/2120199/project',
      'three-public-raised three-public/reception',
      'late-supplement null',
      'late-supplement null',
      'basic-project-move null',
    ]);
    expect(exceptions[1]!.events).toHaveLength(5);
  });

  it('goes on after the exception that was shown last, whatever is recorded meanwhile', async () => {
    await amend('supplement', [change('1.00', RECEPTION)], { on: '2024-11-01' });
    const all = async () => (await ledger.ask(new AuditExceptions())).items;
    const part = (after?: string) => ledger.ask(new AuditExceptions({}, { limit: 1, after }));
    const [raised, late] = await all();
    expect([raised!.rule, late!.rule]).toEqual(['three-public-raised', 'late-supplement']);
    const first = await part();
    expect(first.items).toEqual([raised]);
    // An exception of an earlier rule, and one of an earlier budget.
    await amend('supplement', [change('1.00')], { on: '2025-01-02' });
    const earlier = await ledger.budget('baoshan-2024-unit', {});
    const supplement = await ledger.propose(earlier, 'supplement', [change('1.00')]);
    await ledger.approve(earlier, supplement, { on: '2024-11-01' });
    const now = await all();
    expect(now.findIndex((each) => each.message === raised!.message)).toBe(2);
    const rest = [];
    for (let { next } = first; next !== null;) {
      const more = await part(next);
      rest.push(...more.items);
      ({ next } = more);
    }
    expect(rest).toEqual(now.slice(3));
  });

  itInCi(
    'looks at some hundred budgets for a part of the exceptions, however many there are',
    async () => {
      await amend('supplement', [change('1.00')], { on: '2024-11-01' });
      for (let i = 0; i < 520; i += 1) await ledger.budget(`a${i}-2024-unit`, {});
      const parts: number[] = [];
      for (let after: string | undefined, isEnd = false; !isEnd;) {
        const { items, next } = await ledger.ask(new AuditExceptions({}, { limit: 10, after }));
        parts.push(items.length);
        after = next ?? undefined;
        isEnd = next === null;
      }
      expect(parts).toEqual([0, 1]);
    },
  );

  it('goes on after an exception of a budget that is gone, in the budgets that follow it', async () => {
    for (const code of ['baoshan', 'pudong']) {
      const other = await ledger.budget(`${code}-2024-unit`, {});
      const supplement = await ledger.propose(other, 'supplement', [change('1.00')]);
      await ledger.approve(other, supplement, { on: '2024-11-01' });
    }
    const after = 'changning-2024-unit.late-supplement.42.';
    const { items } = await ledger.ask(new AuditExceptions({}, { after }));
    expect(items.map(({ budget: of, rule }) => `${of} ${rule}`)).toEqual([
      'pudong-2024-unit late-supplement',
    ]);
  });
});

describe('An amendment before the approval of the budget', () => {
  it('is an exception once that approval is recorded', async () => {
    await amend('supplement', [change('1.00')], { on: '2024-02-01' });
    await amend('supplement', [change('1.00')], { on: '2024-02-20' });
    const exceptions = async () =>
      (await ledger.ask(new AuditExceptions({ budget, rule: 'amended-before-approval' }))).items;
    expect(await exceptions()).toEqual([]);
    const approval = {
      type: 'approve-budget',
      authority: authority('闵财预〔2024〕1号'),
      approvedOn: civilDate('2024-02-20'),
    } as const;
    await ledger.execute(new ChangeBudget(budget, approval, { actor: 'chief' }));
    expect(await exceptions()).toMatchObject([
      { rule: 'amended-before-approval', message: expect.stringContaining('2024-02-01') },
    ]);
  });
});

describe('The exceptions of the law', () => {
  const exceptions = async (of: BudgetId) =>
    (await ledger.ask(new AuditExceptions({ budget: of }))).items;
  const rules = async (of: BudgetId) => (await exceptions(of)).map(({ rule }) => rule);

  it('do not name what is lawful: both halves of a 划转, and a 结转 approved when the year has ended', async () => {
    const other = await ledger.budget('baoshan-2024-unit', {});
    const next = await ledger.budget('minhang-2025-unit', {});
    await ledger.approve(
      budget,
      await ledger.propose(budget, 'reallocation', [change('-1.00')], other),
      { on: '2024-05-01', number: '闵财预〔2024〕8号' },
    );
    await ledger.approve(
      budget,
      await ledger.propose(budget, 'carry-forward', [change('-1.00')], next),
      { on: '2025-02-01', number: '闵财预〔2025〕2号' },
    );
    for (const each of [budget, other, next]) expect(await rules(each)).toEqual([]);
    await amend('rescission', [change('-1.00')], { on: '2025-02-01' });
    expect(await rules(budget)).toEqual(['approved-after-year-end']);
  });

  it('name a code that the list lacks, and an authority that is no document number', async () => {
    const unknown = change('5.00', { function: '2129998' });
    await amend('supplement', [unknown], { on: '2024-05-01', number: '局长口头同意' });
    expect(await exceptions(budget)).toMatchObject([
      { rule: 'authority-is-no-number', message: expect.stringContaining('局长口头同意') },
      { rule: 'unknown-code', message: expect.stringContaining('2129998') },
    ]);
  });

  it('name a line that a person entered after the original budget was approved, and none of before', async () => {
    const enter = (key: string) =>
      ledger.execute(
        new EnterLines(
          budget,
          [{ line: parseLineKey(key), name: '', amount: parseFen('9000000.00') }],
          CLERK,
        ),
      );
    await enter('expenditure/general/2120101/project');
    expect(await rules(budget)).toEqual([]);
    await ledger.execute(
      new ChangeBudget(
        budget,
        {
          type: 'approve-budget',
          authority: authority('闵财预〔2024〕1号'),
          approvedOn: civilDate('2024-02-01'),
        },
        CHIEF,
      ),
    );
    await enter('expenditure/general/2120102/project');
    expect(await exceptions(budget)).toMatchObject([
      {
        rule: 'entered-after-approval',
        line: 'expenditure/general/2120102/project',
        message: expect.stringContaining('+9000000.00'),
        events: [expect.any(String)],
      },
    ]);
  });

  it('name what an earlier version let through: a day to come, a transfer to the wrong year', async () => {
    const far = await ledger.budget('minhang-2026-unit', {});
    const entry = (more: object) =>
      ({
        position: '1',
        id: 'e1',
        budget,
        type: 'BudgetAmended',
        kind: 'carry-forward',
        amendment: 'a1',
        line: 'expenditure/general/2120199/project',
        before: '2.00',
        delta: '-1.00',
        after: '1.00',
        effectiveOn: '2024-12-31',
        approvedOn: '2024-12-31',
        recordedAt: '2024-12-30T15:59:59.000Z',
        daysLate: -1,
        proposedBy: 'li',
        actor: 'wang',
        number: '闵财预〔2024〕8号',
        reason: 'x',
        afterClose: false,
        ...more,
      }) as ChangeEntry;
    const audited = {
      budget: await ledger.ask(new ShowBudget(budget)),
      approvedOn: null,
      changes: [entry({})],
      protectedCodes: [],
      transfers: new Map([['a1', { id: 't1', side: 'giving', budget: far } as const]]),
    };
    expect(exceptionsOf(audited).map(({ exception: { rule } }) => rule)).toEqual([
      'approved-after-recording',
      'transfer-across-years',
    ]);
    const receiving = { id: 't1', side: 'receiving', budget: 'minhang-2023-unit' } as const;
    const lawful = {
      ...audited,
      changes: [entry({ recordedAt: '2024-12-30T16:00:00.000Z' })],
      transfers: new Map([['a1', receiving]]),
    };
    expect(exceptionsOf(lawful)).toEqual([]);
  });
});

describe('The days between two dates', () => {
  it('are whole days', () => expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2));
});
