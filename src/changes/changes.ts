import { budgetStream, noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import { OrdinalCounter } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import type { Views } from '../views/views-database.js';
import { changeOf, type Change, type ChangeType } from './change.js';
import { findOrdinal } from './find-ordinal.js';

/** Where a stream of changes begins, what it contains, and when it ends. */
export interface ChangesOptions {
  readonly log: EventLog;
  readonly views: Views;
  /** Exclusive; 0n for the whole history. */
  readonly after: bigint;
  /** Only events of this budget. */
  readonly budget?: BudgetId | undefined;
  /** Only these types; all when empty or absent. */
  readonly types?: readonly ChangeType[] | undefined;
  /** True to wait for new changes after the history; false to end at the head of the log. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

/** Changes that were read together. */
export interface ChangesPage {
  /** The changes that match; empty when no event of the page does. */
  readonly changes: readonly Change[];
  /** All events up to this position have been checked. */
  readonly position: bigint;
}

/**
 * Checks that a budget exists, because a typing error in its name must not give an empty stream.
 *
 * @throws {Refusal} `not-found`: the budget is not opened.
 */
export const refuseUnknownBudget = async (
  log: EventLog,
  budget: BudgetId | undefined,
): Promise<void> => {
  if (budget === undefined) return;
  const first = await log.readStream(budgetStream(budget))[Symbol.asyncIterator]().next();
  if (first.done) throw noSuchBudget(budget);
};

/**
 * The changes after a position in pages, in log order: history, then new ones. Both use one cursor, so that nothing is missing,
 * repeated or out of order between them. Aborting the signal ends the iteration.
 */
export async function* changesPages({
  log,
  views,
  after,
  budget,
  types = [],
  follow,
  signal,
}: ChangesOptions): AsyncGenerator<ChangesPage> {
  const ordinals = new OrdinalCounter(await findOrdinal(log, views, after));
  const wanted = new Set<string>(types);
  const pages = follow ? log.follow(after, signal) : log.readAll({ after });
  for await (const page of pages) {
    const found: Change[] = [];
    for (const stored of page) {
      // Every event is counted, also those that do not match: the sequence counts all events of the log.
      const event = ordinals.decode(stored);
      if (budget !== undefined && event.budget !== budget) continue;
      if (wanted.size > 0 && !wanted.has(event.type)) continue;
      found.push(changeOf(event));
    }
    yield { changes: found, position: page.at(-1)!.position };
    if (signal.aborted) return;
  }
}
