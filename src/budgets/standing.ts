import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { isOfOriginal } from '../domain/events/change-kinds.js';
import type { Severity } from '../domain/events/finding.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { isOneOf } from '../domain/values/line.js';
import { inYuan, type Fen, type Yuan } from '../domain/values/money.js';
import { incomingTo } from '../ledger/incoming.js';
import { findingsUpTo } from '../views/findings-up-to.js';
import type { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import {
  executedSums,
  pendingSums,
  revisionSums,
  type Counted,
  type KeyedSum,
} from './totals/sums-of-budgets.js';

/** How a budget stands: the total of its bridge of expenditure, what comes to it, and its open findings. */
export type Standing = Pick<
  ShownBudget,
  'original' | 'adjusted' | 'pending' | 'proposals' | 'executed' | 'incoming' | 'openFindings'
> & {
  /** By how much amendments have changed it, in yuan: without corrections, which mend a record and change no budget. */
  readonly amended: Yuan;
};

/** What counts when it is said how a budget stands. */
type Within = Pick<Counted, 'position' | 'effective'>;

/** How several budgets stand, by budget: in a few queries, however many they are. Without bounds as all that is recorded says. */
export const standingOf = async (
  views: Views,
  budgets: readonly BudgetId[],
  { position, effective }: Within = { position: POSITION_MAX, effective: null },
): Promise<ReadonlyMap<BudgetId, Standing>> => {
  const counted = { budgets, schedule: 'expenditure', position, effective } as const;
  const revised = await revisionSums(views, counted, 'budget');
  const waiting = await pendingSums(views, counted);
  const original = sumsOf(revised.filter(({ kind }) => isOfOriginal(kind)));
  const adjusted = sumsOf(revised);
  const amended = sumsOf(revised.filter(({ kind }) => isOneOf(AMENDMENT_KINDS, kind)));
  const pending = sumsOf(waiting.map(({ budget: key, fen }) => ({ key, fen })));
  const executed = sumsOf(await executedSums(views, counted, 'budget'));
  const proposals = Map.groupBy(waiting, ({ budget }) => budget);
  const incoming = await incomingTo(views, budgets, position);
  const open = await openFindings(views, budgets, position);
  return new Map(
    budgets.map((budget) => [
      budget,
      {
        ...inYuan({
          original: original.get(budget) ?? 0n,
          adjusted: adjusted.get(budget) ?? 0n,
          amended: amended.get(budget) ?? 0n,
          pending: pending.get(budget) ?? 0n,
          executed: executed.get(budget) ?? null,
        }),
        proposals: new Set(proposals.get(budget)?.map(({ amendment }) => amendment)).size,
        incoming: incoming.get(budget) ?? [],
        openFindings: { error: 0, warning: 0, info: 0, ...open.get(budget) },
      },
    ]),
  );
};

const sumsOf = (sums: readonly KeyedSum[]): ReadonlyMap<string, Fen> => {
  const found = new Map<string, Fen>();
  for (const { key, fen } of sums) found.set(key, (found.get(key) ?? 0n) + fen);
  return found;
};

const openFindings = async (
  views: Views,
  budgets: readonly BudgetId[],
  position: bigint,
): Promise<ReadonlyMap<string, Partial<Record<Severity, number>>>> => {
  const counts = new Map<string, Partial<Record<Severity, number>>>();
  if (budgets.length === 0) return counts;
  // How they stand now is read without how it came to that: a list may be of thousands of budgets.
  const rows =
    position === POSITION_MAX
      ? await views.db
          .selectFrom('findings')
          .select((eb) => ['budget', 'severity', eb.fn.countAll<bigint>().as('count')])
          .where('budget', 'in', budgets)
          .where('status', '=', 'open')
          .groupBy(['budget', 'severity'])
          .execute()
      : await findingsUpTo(views, position)
          .select((eb) => ['r.budget', 'r.severity', eb.fn.countAll<bigint>().as('count')])
          .where('r.budget', 'in', budgets)
          .where('d.decision', 'is', null)
          .groupBy(['r.budget', 'r.severity'])
          .execute();
  for (const { budget, severity, count } of rows)
    counts.set(budget, { ...counts.get(budget), [severity]: Number(count) });
  return counts;
};
