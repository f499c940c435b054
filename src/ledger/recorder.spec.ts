import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { RenameAgency } from '../agencies/rename-agency.js';
import { ChangeBudget } from '../amendments/change-budget.js';
import { opened } from '../domain/budget/guards.js';
import { civilDate } from '../domain/values/civil-date.js';
import { parseLineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { EnterLines } from '../budgets/lines/enter-lines.js';
import { EventLog } from '../log/event-log.js';
import type { Caller } from './caller.js';
import { readAgency, readBudget } from './read-budget.js';
import { Recorder } from './recorder.js';
import { itInCi } from '../../test/support/it-in-ci.js';

const ROUNDS = 20;
const LINE = parseLineKey('expenditure/general/2070101/basic');

const lineOf = (round: number) => ({
  line: { ...LINE, function: `20701${String(round + 10)}` } as typeof LINE,
  name: '',
  amount: 100n,
});

describe('Two processes that use one idempotency key at once', () => {
  let one: TestLedger;
  let other: TestLedger;
  let budget: BudgetId;
  beforeEach(async () => {
    one = await openLedger();
    budget = await one.budget('wenhua-2024-unit', {
      'revenue/2070101/fiscal-appropriation': '1.00',
    });
    other = await openLedger({ folder: one.folder });
  });
  afterEach(async () => {
    await other.close();
    await one.close();
  });

  const as = (key: string, request: string): Caller => ({
    actor: 'wang',
    idempotency: { key, fingerprint: request },
  });
  const recorded = async (key: string) =>
    (await readBudget(one.get(EventLog), budget)).filter((event) => event.idempotency?.key === key);

  it('record one request, and refuse the other one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `round ${round}`;
      const propose = (at: TestLedger, amount: string) =>
        at.execute(
          new ChangeBudget(
            budget,
            {
              type: 'propose',
              kind: 'supplement',
              changes: [
                {
                  function: '2070101',
                  fund: 'general',
                  expenditure: 'project',
                  economic: null,
                  project: null,
                  source: 'fiscal-appropriation',
                  amount: parseFen(amount),
                },
              ],
              reason: '追加',
              to: undefined,
            },
            as(key, amount),
          ),
        );
      const amounts = ['10.00', '11.00'] as const;
      const answers = await Promise.allSettled([
        propose(one, amounts[0]),
        propose(other, amounts[1]),
      ]);
      const stored = await recorded(key);
      expect(stored).toHaveLength(1);
      for (const [i, answer] of answers.entries())
        if (answer.status === 'fulfilled') expect(answer.value.amendment?.net).toBe(amounts[i]);
        else expect(answer.reason).toMatchObject({ code: 'idempotency-key-reused' });
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  itInCi('record it in one budget, and refuse it for the other one', async () => {
    const second = await one.budget('jiaoyu-2024-unit', {
      'revenue/2070101/fiscal-appropriation': '1.00',
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `round ${round}`;
      const enter = (at: TestLedger, into: BudgetId) =>
        at.execute(
          new EnterLines(into, [lineOf(round)], {
            actor: 'wang',
            idempotency: { key, fingerprint: into },
          }),
        );
      const answers = await Promise.allSettled([enter(one, budget), enter(other, second)]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const answer of answers)
        if (answer.status === 'rejected')
          expect(answer.reason).toMatchObject({ code: 'idempotency-key-reused' });
      const stored = [
        ...(await readBudget(one.get(EventLog), budget)),
        ...(await readBudget(one.get(EventLog), second)),
      ].filter(({ idempotency }) => idempotency?.key === key);
      expect(new Set(stored.map(({ stream }) => stream)).size).toBe(1);
    }
  });

  it('give a request that recorded nothing its first answer, whatever was recorded since, and refuse another', async () => {
    const name = '单位 wenhua';
    const rename = (at: TestLedger, to: string, caller: Caller) =>
      at.execute(new RenameAgency('wenhua', to, null, civilDate('2024-03-01'), caller));
    const first = await rename(one, name, as('k', 'first'));
    expect(first.version).toBe(0);
    await rename(one, '文旅局', { actor: 'wang' });
    for (const at of [one, other]) {
      for (const expectedVersion of [0, 1])
        expect(await rename(at, name, { ...as('k', 'first'), expectedVersion })).toEqual(first);
      await expect(rename(at, '文体局', as('k', 'other'))).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      });
      await expect(
        at.execute(new EnterLines(budget, [lineOf(0)], as('k', 'first'))),
      ).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    }
    expect((await readAgency(one.get(EventLog), 'wenhua')).at(-1)!.version).toBe(1);
  });

  itInCi('give one answer to one request', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `round ${round}`;
      const enter = (at: TestLedger) =>
        at.execute(new EnterLines(budget, [lineOf(round)], as(key, 'the same')));
      const [first, second] = await Promise.all([enter(one), enter(other)]);
      expect(second.token).toBe(first.token);
      expect(second.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id));
      expect(first.events.length).toBeGreaterThan(0);
    }
  });
});

describe('A budget whose stream was cut', () => {
  it('is not changed: the change is refused, and nothing is recorded', async () => {
    const ledger = await openLedger();
    try {
      const budget = await ledger.budget('wenhua-2024-unit', {
        'revenue/2070101/fiscal-appropriation': '1.00',
      });
      const head = await ledger.get(EventLog).head();
      const file = new Database(join(ledger.folder, 'log.db'));
      file.exec('DROP TRIGGER events_are_never_deleted');
      file.prepare('DELETE FROM events WHERE stream = ? AND version = 0').run(budgetStream(budget));
      file.close();
      const other = await openLedger({ folder: ledger.folder });
      try {
        await expect(
          other.execute(
            new EnterLines(budget, [{ line: LINE, name: '', amount: 100n }], { actor: 'wang' }),
          ),
        ).rejects.toMatchObject({
          code: 'log-corrupt',
          message: expect.stringContaining('has no event 0, and has event 1') as string,
        });
        expect(await other.get(EventLog).head()).toBe(head);
      } finally {
        await other.close();
      }
    } finally {
      await ledger.close();
    }
  });
});

describe('A change', () => {
  it('is decided once, and again on what another process recorded meanwhile', async () => {
    const one = await openLedger();
    const other = await openLedger({ folder: one.folder });
    try {
      const budget = await one.budget('wenhua-2024-unit', {
        'revenue/2070101/fiscal-appropriation': '1.00',
      });
      const lines: number[] = [];
      const close = (meanwhile: () => Promise<unknown>) =>
        one.get(Recorder).recordDecided(
          budget,
          async (current) => {
            lines.push(opened(current).lines.size);
            if (lines.length === 1) await meanwhile();
            return [{ type: 'YearClosed', data: { on: civilDate('2024-12-31') } }];
          },
          { actor: 'wang' },
        );
      await close(() => other.execute(new EnterLines(budget, [lineOf(1)], { actor: 'li' })));
      expect(lines).toEqual([1, 2]);
      await close(() => Promise.resolve());
      expect(lines).toEqual([1, 2, 2]);
    } finally {
      await other.close();
      await one.close();
    }
  });
});
