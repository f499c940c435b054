import type { AgencyEvent, BudgetEvent, LedgerEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { agencyStream, budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { decode } from '../log/envelope.js';
import { LogCorrupt, type EventLog } from '../log/event-log.js';

/**
 * The events of a budget's own stream, from a version on, at most `max` of them. The cost follows
 * the budget, not the ledger.
 *
 * @throws {LogCorrupt} events are missing: the stream was cut, or events were deleted.
 */
export const readBudget = (
  log: EventLog,
  budget: BudgetId,
  from = 0,
  max?: number,
): Promise<readonly RecordedEvent<BudgetEvent>[]> =>
  readStream(log, budgetStream(budget), from, max);

/**
 * The events of an agency's own stream, from a version on.
 *
 * @throws {LogCorrupt} as {@link readBudget}.
 */
export const readAgency = (
  log: EventLog,
  code: string,
  from = 0,
): Promise<readonly RecordedEvent<AgencyEvent>[]> => readStream(log, agencyStream(code), from);

const readStream = async <Event extends LedgerEvent>(
  log: EventLog,
  stream: string,
  from: number,
  max?: number,
): Promise<readonly RecordedEvent<Event>[]> => {
  const events: RecordedEvent<Event>[] = [];
  for await (const page of log.readStream(stream, { from, ...(max !== undefined && { max }) }))
    for (const stored of page) {
      const expected = from + events.length;
      if (stored.version !== expected)
        throw new LogCorrupt(
          `${stream} has no event ${expected}, and has event ${stored.version}: the stream was cut or events were deleted; restore the log from a backup.`,
        );
      events.push(decode(stored) as RecordedEvent<Event>);
    }
  return events;
};
