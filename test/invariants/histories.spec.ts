import fc from 'fast-check';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { BridgeOf } from '../../src/budgets/reports/bridge.query.js';
import type { ResolvedAsOf } from '../../src/budgets/as-of/as-of.answer.js';
import type { BridgeFigures } from '../../src/budgets/reports/bridge.answer.js';
import type { LinesAnswer } from '../../src/budgets/lines/lines.answer.js';
import type { TableAnswer } from '../../src/budgets/tables/table.answer.js';
import { LinesOf } from '../../src/budgets/lines/lines.query.js';
import { TableOf } from '../../src/budgets/tables/table.query.js';
import { TrailOf } from '../../src/budgets/reports/trail.query.js';
import type { AmountChange } from '../../src/domain/budget/movement.js';
import { authority } from '../../src/domain/events/authority.js';
import {
  AMENDMENT_KINDS,
  type AmendmentKind,
  type BudgetEvent,
} from '../../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../../src/domain/events/recorded-event.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { Refusal } from '../../src/domain/errors.js';
import type { LineKey } from '../../src/domain/values/line.js';
import { fromFen, toFen, type Yuan } from '../../src/domain/values/money.js';
import type { LineState } from '../../src/domain/budget/budget-figures.js';
import { foldEvents } from '../../src/domain/budget/budget-state.js';
import { readBudget } from '../../src/ledger/read-budget.js';
import { EventLog } from '../../src/log/event-log.js';
import { Projector } from '../../src/projector/projector.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';
import { BUILD_TEST_MS, RANDOM_TEST_MS } from '../support/timeouts.js';
import { rounds } from '../support/rounds.js';
import { itInCi } from '../support/it-in-ci.js';

const ITEMS = ['2080505', '2101102', '2120199', '2210201'] as const;
const START = 100_000_000n; // fen per line

const OPENING = Object.fromEntries(
  ITEMS.flatMap((item) => [
    [`revenue/${item}/fiscal-appropriation`, fromFen(2n * START)],
    [`expenditure/general/${item}/basic`, fromFen(START)],
    [`expenditure/general/${item}/project`, fromFen(START)],
  ]).concat([['economic/30299/public', fromFen(BigInt(ITEMS.length) * START)]]),
);

/** A random action: an amendment with its decision, or a correction of an opening line. */
type Action =
  | {
      readonly type: 'amend';
      readonly legs: readonly Leg[];
      readonly decision: 'approve' | 'reject' | 'none';
      readonly month: number;
    }
  | { readonly type: 'correct'; readonly item: number; readonly to: bigint };
interface Leg {
  readonly item: number;
  readonly expenditure: 'basic' | 'project';
  readonly fen: bigint;
}

const leg = fc.record({
  item: fc.nat(ITEMS.length - 1),
  expenditure: fc.constantFrom('basic' as const, 'project' as const),
  fen: fc.bigInt({ min: -30_000_000n, max: 30_000_000n }).filter((fen) => fen !== 0n),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant('amend' as const),
      legs: fc.array(leg, { minLength: 1, maxLength: 3 }),
      decision: fc.constantFrom(
        'approve' as const,
        'approve' as const,
        'reject' as const,
        'none' as const,
      ),
      month: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('correct' as const),
      item: fc.nat(ITEMS.length - 1),
      to: fc.bigInt({ min: 0n, max: 200_000_000n }),
    }),
  },
);

const changeOf = ({ item, expenditure, fen }: Leg): AmountChange => ({
  function: ITEMS[item]!,
  fund: 'general',
  expenditure,
  economic: expenditure === 'basic' ? '30299' : null,
  project: null,
  source: 'fiscal-appropriation',
  amount: fen,
});

/** The kind whose sign the changes have; an adjustment plan allows both signs. */
const kindOf = (legs: readonly Leg[]): AmendmentKind => {
  if (legs.every(({ fen }) => fen > 0n)) return 'supplement';
  return legs.every(({ fen }) => fen < 0n) ? 'rescission' : 'adjustment-plan';
};

/** Executes the actions, with `between` after each; refusals are allowed. Returns the budget. */
const execute = async (
  ledger: TestLedger,
  actions: readonly Action[],
  between: (budget: BudgetId) => Promise<void> = () => Promise.resolve(),
): Promise<BudgetId> => {
  const budget = await ledger.budget('minhang-2024-unit', OPENING);
  const opened = new Map(
    (await ledger.ask(new TrailOf(budget))).entries.map(({ line, id }) => [line, id]),
  );
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  };
  for (const each of actions) {
    await between(budget);
    if (each.type === 'correct') {
      const corrects = opened.get(`expenditure/general/${ITEMS[each.item]!}/project`)!;
      await attempt(() =>
        ledger.execute(
          new ChangeBudget(
            budget,
            { type: 'correct', corrects, to: each.to, reason: '更正' },
            CLERK,
          ),
        ),
      );
    } else {
      const changes = each.legs.map(changeOf);
      const proposed = await attempt(() =>
        ledger.execute(
          new ChangeBudget(
            budget,
            { type: 'propose', kind: kindOf(each.legs), changes, reason: '调整' },
            CLERK,
          ),
        ),
      );
      if (!proposed || each.decision === 'none') continue;
      const amendment = proposed.amendment!.id;
      const on = civilDate(`2024-${String(each.month).padStart(2, '0')}-15`);
      await attempt(() =>
        ledger.execute(
          each.decision === 'reject'
            ? new ChangeBudget(budget, { type: 'reject', amendment, reason: '不同意' }, CHIEF)
            : new ChangeBudget(
                budget,
                {
                  type: 'approve',
                  amendment,
                  authority: authority('闵财预〔2024〕1号'),
                  approvedOn: on,
                  effectiveOn: on,
                },
                CHIEF,
              ),
        ),
      );
    }
  }
  await between(budget);
  return budget;
};

interface BridgeSums {
  original: bigint;
  corrections: bigint;
  readonly amendments: Record<AmendmentKind, bigint>;
}
const noSums = (): BridgeSums => ({
  original: 0n,
  corrections: 0n,
  amendments: Object.fromEntries(AMENDMENT_KINDS.map((kind) => [kind, 0n])) as Record<
    AmendmentKind,
    bigint
  >,
});

/** The bridge of expenditure, its rows and its total, computed from the events alone. */
const bridgeFromEvents = (events: readonly RecordedEvent<BudgetEvent>[]) => {
  const total = noSums();
  const lines = new Map<string, BridgeSums>();
  const add = (line: string, to: (sums: BridgeSums) => void): void => {
    if (!line.startsWith('expenditure/')) return;
    if (!lines.has(line)) lines.set(line, noSums());
    for (const sums of [lines.get(line)!, total]) to(sums);
  };
  for (const { type, data } of events)
    if (type === 'LineEntered') add(data.line, (sums) => (sums.original += toFen(data.amount)));
    else if (type === 'LineCorrected' && data.line !== null)
      add(data.line, (sums) => (sums.corrections += toFen(data.to) - toFen(data.from)));
    else if (type === 'BudgetAmended')
      for (const { key, delta } of data.legs)
        add(key, ({ amendments }) => (amendments[data.kind] += toFen(delta)));
  return {
    rows: [...lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([line, sums]) => ({ line, ...bridgeFigures(sums) })),
    total: bridgeFigures(total),
  };
};

const bridgeFigures = ({ original, amendments, corrections }: BridgeSums) => ({
  original: fromFen(original),
  amendments: Object.fromEntries(
    Object.entries(amendments).map(([kind, fen]) => [kind, fromFen(fen)]),
  ),
  corrections: fromFen(corrections),
  adjusted: fromFen(
    Object.values(amendments).reduce((sum, fen) => sum + fen, original + corrections),
  ),
});

/** Checks what must hold for any history; the expected values are computed from the log, because the views may be wrong. */
const checkInvariants = async (ledger: TestLedger, budget: BudgetId): Promise<void> => {
  const events = await readBudget(ledger.get(EventLog), budget);
  const state = foldEvents(events);
  const { lines, asOf } = await ledger.ask(new LinesOf(budget));
  const folded = state.status === 'open' ? state.lines : new Map<LineKey, LineState>();
  // the adjusted amount of each line is that of the fold
  expect(Object.fromEntries(lines.map(({ line, adjusted }) => [line, adjusted]))).toEqual(
    Object.fromEntries([...folded].map(([line, { adjusted }]) => [line, fromFen(adjusted)])),
  );
  expect(lines.every(({ adjusted }) => toFen(adjusted) >= 0n)).toBe(true);
  // a query as of the current position gives the same lines
  const again = await ledger.ask(
    new LinesOf(budget, { position: BigInt(asOf.position), effective: civilDate('2024-12-31') }),
  );
  expect(again.lines).toEqual(lines);
  // the deltas in the trail of a line sum to its adjusted amount
  const { entries } = await ledger.ask(new TrailOf(budget));
  for (const { line, adjusted } of lines) {
    const own = entries.filter((entry) => entry.line === line && entry.delta !== null);
    const sum = own.reduce((fen, { delta }) => fen + toFen(delta!.replace('+', '') as Yuan), 0n);
    expect(fromFen(sum)).toBe(adjusted);
  }
  // the bridge has the sums that the events give, in each row and in its total, for each kind of amendment
  const bridge = await ledger.ask(new BridgeOf(budget));
  const computed = ({ original, amendments, corrections, adjusted }: BridgeFigures) => ({
    original,
    amendments,
    corrections,
    adjusted,
  });
  expect({
    rows: bridge.rows.map((row) => ({ line: row.line, ...computed(row) })),
    total: computed(bridge.total),
  }).toEqual(bridgeFromEvents(events));
  // and each row, and the total, closes: original + amendments + corrections = adjusted
  for (const { original, amendments, corrections, adjusted } of [...bridge.rows, bridge.total]) {
    const amended = Object.values(amendments).reduce((fen, each) => fen + toFen(each), 0n);
    expect(fromFen(toFen(original) + amended + toFen(corrections))).toBe(adjusted);
  }
  const total = (schedule: string) =>
    lines
      .filter(({ line }) => line.startsWith(`${schedule}/`))
      .reduce((fen, { adjusted }) => fen + toFen(adjusted), 0n);
  // only corrections may make revenue and expenditure differ
  const corrected = toFen(bridge.total.corrections);
  expect(total('expenditure') - total('revenue')).toBe(corrected);
  expect((await ledger.ask(new TableOf(budget, 3))).totals).toMatchObject({
    total: fromFen(total('expenditure')),
  });
};

describe('Any history of a budget', () => {
  it(
    'gives the same amounts in the fold, the bridge and the trail',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
          const ledger = await openLedger();
          try {
            await checkInvariants(ledger, await execute(ledger, actions));
          } finally {
            await ledger.close();
          }
        }),
        { numRuns: rounds(3, 12) },
      ),
    RANDOM_TEST_MS,
  );

  it(
    'is answered for a position and a day as a process answers that was asked nothing before',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(action, { minLength: 1, maxLength: 12 }),
          fc.infiniteStream(fc.nat(12)),
          async (actions, months) => {
            const asked = new Map<TableOf | LinesOf, unknown>();
            const ledger = await openLedger();
            let second: TestLedger | undefined;
            try {
              const ask = async (question: TableOf | LinesOf): Promise<{ asOf: ResolvedAsOf }> => {
                const answer = await ledger.ask<TableAnswer | LinesAnswer>(question);
                asked.set(question, answer);
                return answer;
              };
              const positions: bigint[] = [];
              await execute(ledger, actions, async (budget) => {
                const now = await ledger.ask(new LinesOf(budget));
                positions.push(BigInt(now.asOf.position));
                for (const position of [positions.at(-1)!, positions[positions.length >> 1]!]) {
                  const month = months.next().value! || undefined;
                  const effective = month && civilDate(`2024-${String(month).padStart(2, '0')}-28`);
                  for (const table of [3, 8])
                    await ask(new TableOf(budget, table, { position, effective }));
                  await ask(new LinesOf(budget, { position, effective }));
                }
              });
              second = await openLedger({ folder: ledger.folder });
              for (const [question, answer] of asked)
                expect(await second.ask<unknown>(question)).toEqual(answer);
            } finally {
              await second?.close();
              await ledger.close();
            }
          },
        ),
        { numRuns: rounds(3, 12) },
      ),
    RANDOM_TEST_MS,
  );

  itInCi(
    'of a thousand changes gives the same amounts too, and rebuilds the same views',
    async () => {
      const ledger = await openLedger();
      try {
        const actions = fc.sample(action, { numRuns: 1_000, seed: 20_240_101 });
        const budget = await execute(ledger, actions);
        await checkInvariants(ledger, budget);
        const before = [
          await ledger.ask(new TrailOf(budget)),
          await ledger.ask(new BridgeOf(budget)),
        ];
        const rebuilt = await ledger.get(Projector).rebuild();
        expect(rebuilt.every(({ identical }) => identical)).toBe(true);
        expect([
          await ledger.ask(new TrailOf(budget)),
          await ledger.ask(new BridgeOf(budget)),
        ]).toEqual(before);
      } finally {
        await ledger.close();
      }
    },
    BUILD_TEST_MS,
  );

  it(
    'has the same effect in any order of independent changes',
    () =>
      fc.assert(
        fc.asyncProperty(
          // Only increases, which are accepted in any order.
          fc.array(
            leg.map((each) => ({ ...each, fen: each.fen < 0n ? -each.fen : each.fen })),
            { minLength: 2, maxLength: 8 },
          ),
          fc.infiniteStream(fc.nat()),
          async (legs, shuffle) => {
            const actions = legs.map((each, index): Action => ({
              type: 'amend',
              legs: [each],
              decision: 'approve',
              month: 1 + (index % 12),
            }));
            const order = actions
              .map((each) => ({ each, key: shuffle.next().value as number }))
              .sort((a, b) => a.key - b.key);
            const effects: unknown[] = [];
            for (const sequence of [actions, order.map(({ each }) => each)]) {
              const ledger = await openLedger();
              try {
                const budget = await execute(ledger, sequence);
                const months = [...Array(12).keys()].map((month) =>
                  civilDate(`2024-${String(month + 1).padStart(2, '0')}-28`),
                );
                const history = [];
                for (const effective of months)
                  history.push((await ledger.ask(new LinesOf(budget, { effective }))).lines);
                effects.push(history);
              } finally {
                await ledger.close();
              }
            }
            expect(effects[1]).toEqual(effects[0]);
          },
        ),
        { numRuns: rounds(3, 5) },
      ),
    RANDOM_TEST_MS,
  );
});
