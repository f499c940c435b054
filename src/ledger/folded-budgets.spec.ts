import { jest } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BudgetId } from '../domain/values/budget-id.js';
import { lineKey } from '../domain/values/line.js';
import { fromFen } from '../domain/values/money.js';
import type { Json } from '../domain/values/json.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { eventId } from '../log/event-id.js';
import type { NewEvent } from '../log/event-log.js';
import { SqliteEventLog } from '../log/sqlite/sqlite-event-log.js';
import { FoldedBudgets } from './folded-budgets.js';
import { readBudget } from './read-budget.js';

const eventsOf = (budget: string, lines: number): BudgetEvent[] => [
  {
    type: 'BudgetOpened',
    data: {
      agency: { code: 'office', name: '办公室' },
      fiscalYear: 2024,
      scope: 'unit',
      classificationYear: 2024,
    },
  },
  ...Array.from({ length: lines }, (_, n): BudgetEvent => ({
    type: 'LineEntered',
    data: {
      line: lineKey({
        schedule: 'expenditure',
        fund: 'general',
        function: String(2_010_101 + n),
        expenditure: 'basic',
      }),
      name: budget,
      amount: fromFen(100n),
      before: null,
      effectiveOn: '2024-01-01' as never,
      source: null,
    },
  })),
];

describe('budgets kept folded', () => {
  let log: SqliteEventLog;
  let reads: [stream: string, from: number][] = [];

  beforeEach(async () => {
    log = SqliteEventLog.open({ file: ':memory:' });
    reads = [];
    const readStream = log.readStream.bind(log);
    jest.spyOn(log, 'readStream').mockImplementation((stream, options) => {
      reads.push([stream, options?.from ?? 0]);
      return readStream(stream, options);
    });
  });

  afterEach(() => log.close());

  const record = async (budget: string, lines: number): Promise<void> => {
    await log.append(
      `budget-${budget}`,
      'no-stream',
      eventsOf(budget, lines).map((event, index) => stored(event, budget, index)),
    );
  };
  const stored = (event: BudgetEvent, key: string, index: number): NewEvent => ({
    id: eventId(key, index),
    type: event.type,
    schemaVersion: SCHEMA_VERSION[event.type],
    data: event.data as unknown as Json,
    actor: 'zhang',
    correlationId: eventId(key, 0),
    causationId: null,
  });

  it('are those used last, as many as their size allows', async () => {
    // Each line counts four times: as a line, as its event, and as the newest event and the newest entry of it.
    for (const [budget, lines] of Object.entries({ a: 10, b: 10, large: 100 }))
      await record(`${budget}-2024-unit`, lines);
    const folded = new FoldedBudgets(log, 460);
    const isRead = async (budget: string): Promise<boolean> => {
      reads = [];
      await folded.current(`${budget}-2024-unit` as BudgetId);
      return reads.length > 0;
    };
    expect(await isRead('a')).toBe(true);
    expect(await isRead('b')).toBe(true);
    expect(await isRead('a')).toBe(false);
    // There is room for the large one and one other: a was used after b.
    expect(await isRead('large')).toBe(true);
    expect(await isRead('a')).toBe(false);
    expect(await isRead('large')).toBe(false);
    expect(await isRead('b')).toBe(true);
  });

  it('keep a budget that is larger than all may be, until another is used', async () => {
    await record('large-2024-unit', 100);
    const folded = new FoldedBudgets(log, 50);
    await folded.current('large-2024-unit' as BudgetId);
    await folded.current('large-2024-unit' as BudgetId);
    expect(reads).toEqual([['budget-large-2024-unit', 0]]);
  });

  it('are counted again with what a change has added to them', async () => {
    const folded = new FoldedBudgets(log, 460);
    const [a, b] = ['a-2024-unit', 'b-2024-unit'] as const;
    for (const budget of [a, b]) {
      const current = await folded.current(budget as BudgetId);
      await record(budget, 100);
      for (const event of await readBudget(log, budget as BudgetId)) current.apply(event);
      folded.recount(budget as BudgetId);
    }
    // There is room for one of them.
    reads = [];
    for (const budget of [b, a]) await folded.current(budget as BudgetId);
    expect(reads).toEqual([[`budget-${a}`, 0]]);
  });

  it('get what another process has recorded since, and nothing else is read', async () => {
    await log.close();
    const file = join(mkdtempSync(join(tmpdir(), 'ledger-folded-')), 'log.db');
    log = SqliteEventLog.open({ file });
    await record('a-2024-unit', 3);
    const elsewhere = SqliteEventLog.open({ file });
    const folded = new FoldedBudgets(elsewhere);
    const version = async () => (await folded.current('a-2024-unit' as BudgetId)).version;
    expect(await version()).toBe(3);
    const [, line] = eventsOf('another', 1);
    await log.append('budget-a-2024-unit', 3, [stored(line!, 'another', 0)]);
    expect(await version()).toBe(4);
    await elsewhere.close();
  });

  it('are read from their first events again when the log has begun an epoch', async () => {
    await record('a-2024-unit', 3);
    const folded = new FoldedBudgets(log);
    await folded.current('a-2024-unit' as BudgetId);
    await log.beginEpoch({ epoch: 2, ended: [] });
    await folded.current('a-2024-unit' as BudgetId);
    expect(reads).toEqual([
      ['budget-a-2024-unit', 0],
      ['budget-a-2024-unit', 0],
    ]);
  });
});
