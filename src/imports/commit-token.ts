import type { BudgetId } from '../domain/values/budget-id.js';
import { readBudget } from '../ledger/read-budget.js';
import type { EventLog } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';

/** The token of the commit that recorded a document for a budget, by the hash of its bytes; null when none has. */
export const commitTokenOf = async (
  log: EventLog,
  budget: BudgetId,
  sha256: string,
): Promise<Token | null> => {
  const events = await readBudget(log, budget);
  const registered = events.find(
    ({ type, data }) => type === 'DocumentRegistered' && data.document === sha256,
  );
  if (registered === undefined) return null;
  // The events of one append share their correlation id.
  const last = events.findLast(({ correlationId }) => correlationId === registered.correlationId)!;
  return tokenOf((await log.identity()).epoch, last.position);
};
