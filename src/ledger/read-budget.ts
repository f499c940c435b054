import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { evolve, unopened, type Budget } from '../domain/budget/budget.js';
import { decode } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';

export interface History {
  /** The state after the events; meaningless when they were not read from the first. */
  readonly budget: Budget;
  readonly events: readonly RecordedEvent<BudgetEvent>[];
  /** Version of the last event; -1 when there is none. */
  readonly version: number;
}

/** A budget's own stream, from a version on. Its cost follows the budget, not the ledger. */
export const readBudget = async (log: EventLog, budget: BudgetId, from = 0): Promise<History> => {
  const events: RecordedEvent<BudgetEvent>[] = [];
  let state = unopened;
  for await (const page of log.readStream(budgetStream(budget), { from }))
    for (const stored of page) {
      const event = decode(stored) as RecordedEvent<BudgetEvent>;
      events.push(event);
      if (from === 0) state = evolve(state, event);
    }
  return { budget: state, events, version: events.at(-1)?.version ?? from - 1 };
};
