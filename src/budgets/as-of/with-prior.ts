import type { BudgetId } from '../../domain/values/budget-id.js';
import { priorCandidates } from '../../ledger/prior-budget.js';
import type { EventLog } from '../../log/event-log.js';
import type { Views } from '../../views/views-database.js';
import { boundsWithin, resolveAsOf, type AsOfWithLegs, type Bounds } from './as-of.js';

/** What counts of a budget, and of the same agency's budget of the year before; null where that is not opened within the bounds. */
export interface WithPrior {
  readonly bounds: Bounds;
  readonly prior: Bounds | null;
}

/**
 * Resolves a question that compares a budget with the year before: of the same scope, otherwise of the other. Both are read at
 * one position, which is that of the newest event of either, so that whoever asks again with it gets the same answer.
 *
 * @throws {Refusal} as {@link resolveAsOf}, for both budgets.
 */
export const resolveWithPrior = async (
  views: Views,
  log: EventLog,
  budget: BudgetId,
  asOf: AsOfWithLegs,
): Promise<WithPrior> => {
  const bounds = await resolveAsOf(views, log, budget, asOf);
  const { recorded } = asOf;
  const prior = await priorWithin(views, budget, { recorded, position: asOf.position });
  if (prior === null) return { bounds, prior };
  const newest = prior.position > bounds.position ? prior : bounds;
  const { position } = newest;
  const at = { ...bounds.asOf, recorded: newest.asOf.recorded, position: String(position) };
  if (asOf.position !== undefined) return { bounds: { ...bounds, asOf: at }, prior };
  // What was recorded between the two reads counts too, where it is not newer than both.
  return {
    bounds: { ...(await resolveAsOf(views, log, budget, { ...asOf, position })), asOf: at },
    prior: await priorWithin(views, budget, { recorded, position }),
  };
};

const priorWithin = async (
  views: Views,
  budget: BudgetId,
  asOf: AsOfWithLegs,
): Promise<Bounds | null> => {
  for (const prior of priorCandidates(budget)) {
    const bounds = await boundsWithin(views, prior, asOf);
    if (bounds !== null) return bounds;
  }
  return null;
};
