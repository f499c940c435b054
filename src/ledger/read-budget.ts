import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { decode } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';

/** The events of a budget's own stream, from a version on. The cost follows the budget, not the ledger. */
export const readBudget = async (
  log: EventLog,
  budget: BudgetId,
  from = 0,
): Promise<readonly RecordedEvent<BudgetEvent>[]> => {
  const events: RecordedEvent<BudgetEvent>[] = [];
  for await (const page of log.readStream(budgetStream(budget), { from }))
    for (const stored of page) events.push(decode(stored) as RecordedEvent<BudgetEvent>);
  return events;
};
