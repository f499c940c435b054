import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { isOfOriginal } from '../domain/events/change-kinds.js';
import type { Severity } from '../domain/events/finding.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { isOneOf } from '../domain/values/line.js';
import { inYuan, type Fen, type Yuan } from '../domain/values/money.js';
import { incomingTo } from '../ledger/incoming.js';
import type { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { POSITION_MAX } from './as-of/as-of.js';
import {
  executedSums,
  pendingSums,
  revisionSums,
  type KeyedSum,
} from './totals/sums-of-budgets.js';

/** How a budget stands now: the total of its bridge of expenditure, what comes to it, and its open findings. */
export type Standing = Pick<
  ShownBudget,
  'original' | 'adjusted' | 'pending' | 'proposals' | 'executed' | 'incoming' | 'openFindings'
> & {
  /** By how much amendments have changed it, in yuan: without corrections, which mend a record and change no budget. */
  readonly amended: Yuan;
};

/** How several budgets stand, by budget: in a few queries, however many they are. */
export const standingOf = async (
  views: Views,
  budgets: readonly BudgetId[],
): Promise<ReadonlyMap<BudgetId, Standing>> => {
  const counted = {
    budgets,
    schedule: 'expenditure',
    position: POSITION_MAX,
    effective: null,
  } as const;
  const revised = await revisionSums(views, counted, 'budget');
  const waiting = await pendingSums(views, counted);
  const original = sumsOf(revised.filter(({ kind }) => isOfOriginal(kind)));
  const adjusted = sumsOf(revised);
  const amended = sumsOf(revised.filter(({ kind }) => isOneOf(AMENDMENT_KINDS, kind)));
  const pending = sumsOf(waiting.map(({ budget: key, fen }) => ({ key, fen })));
  const executed = sumsOf(await executedSums(views, counted, 'budget'));
  const proposals = Map.groupBy(waiting, ({ budget }) => budget);
  const incoming = await incomingTo(views, budgets);
  const open = await openFindings(views, budgets);
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
  { db }: Views,
  budgets: readonly BudgetId[],
): Promise<ReadonlyMap<string, Partial<Record<Severity, number>>>> => {
  const counts = new Map<string, Partial<Record<Severity, number>>>();
  if (budgets.length === 0) return counts;
  const rows = await db
    .selectFrom('findings')
    .select((eb) => ['budget', 'severity', eb.fn.countAll<bigint>().as('count')])
    .where('budget', 'in', budgets)
    .where('status', '=', 'open')
    .groupBy(['budget', 'severity'])
    .execute();
  for (const { budget, severity, count } of rows)
    counts.set(budget, { ...counts.get(budget), [severity]: Number(count) });
  return counts;
};
