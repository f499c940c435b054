import type { Severity } from '../domain/events/finding.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { inYuan, type Fen } from '../domain/values/money.js';
import { incomingTo } from '../ledger/incoming.js';
import type { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { executedSums, pendingSums, revisionSums } from './totals/sums-of-budgets.js';

/** How a budget stands now: the total of its bridge of expenditure, what comes to it, and its open findings. */
export type Standing = Pick<
  ShownBudget,
  'original' | 'adjusted' | 'pending' | 'proposals' | 'executed' | 'incoming' | 'openFindings'
>;

/** All positions of a log are below it. */
const LAST_POSITION = 2n ** 63n - 1n;

/** How several budgets stand, by budget: in a few queries, however many they are. */
export const standingOf = async (
  views: Views,
  budgets: readonly BudgetId[],
): Promise<ReadonlyMap<BudgetId, Standing>> => {
  const counted = {
    budgets,
    schedule: 'expenditure',
    position: LAST_POSITION,
    effective: null,
  } as const;
  const [original, adjusted, pending, executed] = [
    new Map<string, Fen>(),
    new Map<string, Fen>(),
    new Map<string, Fen>(),
    new Map<string, Fen>(),
  ];
  const add = (to: Map<string, Fen>, budget: string, fen: Fen): void => {
    to.set(budget, (to.get(budget) ?? 0n) + fen);
  };
  for (const { key, kind, fen } of await revisionSums(views, counted, 'budget')) {
    if (kind === 'original' || kind === 'discontinued') add(original, key, fen);
    add(adjusted, key, fen);
  }
  const proposals = new Map<string, Set<string>>();
  for (const { budget, amendment, fen } of await pendingSums(views, counted)) {
    add(pending, budget, fen);
    proposals.set(budget, (proposals.get(budget) ?? new Set()).add(amendment));
  }
  for (const { key, fen } of await executedSums(views, counted, 'budget')) add(executed, key, fen);
  const incoming = await incomingTo(views, budgets);
  const open = await openFindings(views, budgets);
  return new Map(
    budgets.map((budget) => [
      budget,
      {
        ...inYuan({
          original: original.get(budget) ?? 0n,
          adjusted: adjusted.get(budget) ?? 0n,
          pending: pending.get(budget) ?? 0n,
          executed: executed.get(budget) ?? null,
        }),
        proposals: proposals.get(budget)?.size ?? 0,
        incoming: incoming.get(budget) ?? [],
        openFindings: { error: 0, warning: 0, info: 0, ...open.get(budget) },
      },
    ]),
  );
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
