import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { ChangeBudget } from '../amendments/change-budget.js';
import { parseLineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { EnterLines } from '../budgets/lines/enter-lines.js';
import { EventLog } from '../log/event-log.js';
import type { Caller } from './caller.js';
import { readBudget } from './read-budget.js';

const ROUNDS = 20;
const LINE = parseLineKey('expenditure/general/2070101/basic');

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

  it('give one answer to one request', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `round ${round}`;
      const lines = [
        {
          line: { ...LINE, function: `20701${String(round + 10)}` } as typeof LINE,
          name: '',
          amount: 100n,
        },
      ];
      const enter = (at: TestLedger) =>
        at.execute(new EnterLines(budget, lines, as(key, 'the same')));
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
