import fc from 'fast-check';
import type { ChangeRequest } from '../../src/amendments/change-request.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { PreviewChange } from '../../src/amendments/preview-change.query.js';
import { EnterLines } from '../../src/budgets/lines/enter-lines.js';
import { foldEvents } from '../../src/domain/budget/budget-state.js';
import { findingStatus } from '../../src/domain/budget/finding-state.js';
import { opened } from '../../src/domain/budget/guards.js';
import { change } from '../../src/domain/decide/decide.fixture.js';
import { Refusal } from '../../src/domain/errors.js';
import { authority } from '../../src/domain/events/authority.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { lineKey, parseLineKey } from '../../src/domain/values/line.js';
import { readBudget } from '../../src/ledger/read-budget.js';
import { EventLog } from '../../src/log/event-log.js';
import { checkFigures } from '../../src/reading/rules/check-figures.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';
import { rounds } from '../support/rounds.js';
import { RANDOM_TEST_MS } from '../support/timeouts.js';

const ITEM = '2120199';
/** Items of the classification, so that none raises CODE-UNKNOWN. */
const RECEIVED = ['2120101', '2120102', '2120104', '2120201'] as const;
const LINES = [
  `revenue/${ITEM}/fiscal-appropriation`,
  `expenditure/general/${ITEM}/project`,
  `expenditure/general/${ITEM}/basic`,
  'economic/30201/public',
].map((line) => lineKey(parseLineKey(line)));
const OPENING = ['10.00', '6.00', '4.00', '4.00'];

/** Amounts are few, so that rules often hold again. */
const fen = fc.integer({ min: 0, max: 8 }).map((yuan) => BigInt(yuan) * 100n);
type Act =
  | { readonly act: 'correct' | 'correct an amendment'; readonly line: number; readonly to: bigint }
  | { readonly act: 'amend'; readonly basic: boolean; readonly to: bigint }
  | { readonly act: 'enter'; readonly code: number; readonly to: bigint };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom('correct' as const, 'correct an amendment' as const),
      line: fc.nat(LINES.length - 1),
      to: fen,
    }),
  },
  fc.record({ act: fc.constant('amend' as const), basic: fc.boolean(), to: fen }),
  fc.record({ act: fc.constant('enter' as const), code: fc.nat(RECEIVED.length - 1), to: fen }),
);

const eventsOf = (ledger: TestLedger, budget: BudgetId) => readBudget(ledger.get(EventLog), budget);

const attempt = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });

/** Records a change, if it is not refused, and compares it with its dry run. */
const compared = async (
  ledger: TestLedger,
  budget: BudgetId,
  request: ChangeRequest,
  caller = CLERK as { actor: string },
) => {
  const preview = await attempt(ledger.ask(new PreviewChange(budget, request, caller.actor)));
  const before = (await eventsOf(ledger, budget)).length;
  const done = await attempt(ledger.execute(new ChangeBudget(budget, request, caller)));
  const changed = (await eventsOf(ledger, budget))
    .slice(before)
    .flatMap(({ type, data }) =>
      type === 'FindingRaised'
        ? [[data.finding, 'open']]
        : type === 'FindingResolved'
          ? [[data.finding, 'resolved']]
          : [],
    );
  expect(done === null).toBe(preview === null);
  if (preview !== null)
    expect(preview.findings.map(({ id, status }) => [id, status])).toEqual(changed);
  return done;
};

const perform = async (ledger: TestLedger, budget: BudgetId, each: Act): Promise<void> => {
  switch (each.act) {
    case 'correct':
    case 'correct an amendment': {
      const type = each.act === 'correct' ? 'LineEntered' : 'BudgetAmended';
      const line = LINES[each.line]!;
      const wrong = (await eventsOf(ledger, budget)).findLast(
        (event) =>
          event.type === type &&
          (event.type === 'LineEntered'
            ? event.data.line === line
            : event.type === 'BudgetAmended' && event.data.legs.some(({ key }) => key === line)),
      );
      if (wrong)
        await compared(ledger, budget, {
          type: 'correct',
          corrects: wrong.id,
          line,
          to: each.to,
          reason: '更正',
        });
      return;
    }
    case 'amend': {
      const changes = [
        change(
          '1.00',
          each.basic
            ? { expenditure: 'basic', economic: '30201', amount: each.to }
            : { amount: each.to },
        ),
      ];
      const proposed = await compared(ledger, budget, {
        type: 'propose',
        kind: 'supplement',
        changes,
        reason: '追加',
      });
      const on = civilDate('2024-06-15');
      if (proposed)
        await compared(
          ledger,
          budget,
          {
            type: 'approve',
            amendment: proposed.amendment!.id,
            authority: authority('闵财预〔2024〕1号'),
            approvedOn: on,
            effectiveOn: on,
          },
          CHIEF,
        );
      return;
    }
    case 'enter': {
      const line = parseLineKey(`revenue/${RECEIVED[each.code]}/fiscal-appropriation`);
      await attempt(
        ledger.execute(new EnterLines(budget, [{ line, name: '', amount: each.to }], CLERK)),
      );
    }
  }
};

describe('Any history of corrections, amendments and entries', () => {
  it(
    'raises and ends what its dry runs say, and has open exactly the findings of the figures as corrected',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 10 }), async (acts) => {
          const ledger = await openLedger();
          try {
            const budget = await ledger.budget(
              'minhang-2024-unit',
              Object.fromEntries(LINES.map((line, index) => [line, OPENING[index]!])),
            );
            for (const each of acts) {
              await perform(ledger, budget, each);
              const { findings, figures } = opened(foldEvents(await eventsOf(ledger, budget)));
              const open = [...findings].filter(([, state]) => findingStatus(state) === 'open');
              expect(open.map(([id]) => id).toSorted()).toEqual(
                checkFigures(budget, figures)
                  .map(({ finding }) => finding)
                  .toSorted(),
              );
            }
          } finally {
            await ledger.close();
          }
        }),
        { numRuns: rounds(5, 25) },
      ),
    RANDOM_TEST_MS,
  );
});
