import { budgetStream, noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import { OrdinalCounter } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import type { Views } from '../views/views-database.js';
import { changeOf, type Change, type ChangeType } from './change.js';
import { findOrdinal } from './find-ordinal.js';

export interface ChangesOptions {
  readonly log: EventLog;
  readonly views: Views;
  /** Exclusive; 0n for the whole history. */
  readonly after: bigint;
  /** Only what this budget's stream holds. */
  readonly budget?: BudgetId | undefined;
  /** Only these types; all when it is empty or absent. */
  readonly types?: readonly ChangeType[] | undefined;
  /** Waits for live changes after the history; without, it ends at the head. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

/** Changes that were read together. */
export interface ChangesPage {
  /** Those that were asked for; none where a page holds only others. */
  readonly changes: readonly Change[];
  /** All up to here has been looked at. */
  readonly position: bigint;
}

/** Refuses (`not-found`) a budget that is not opened: a slip in its name is no empty stream. */
export const refuseUnknownBudget = async (
  log: EventLog,
  budget: BudgetId | undefined,
): Promise<void> => {
  if (budget === undefined) return;
  const first = await log.readStream(budgetStream(budget))[Symbol.asyncIterator]().next();
  if (first.done) throw noSuchBudget(budget);
};

/**
 * The changes after a position in log order: history, then live, through one cursor, so that nothing is missing, nothing
 * repeated and nothing out of order where the two meet. Aborting ends it.
 */
export async function* changes(options: ChangesOptions): AsyncGenerator<Change> {
  for await (const page of changesPages(options)) yield* page.changes;
}

/** The same in pages, for who writes many at once. */
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
      // Every event is counted, also where it is not wanted: the sequence is that of the whole log.
      const event = ordinals.decode(stored);
      if (budget !== undefined && event.budget !== budget) continue;
      if (wanted.size > 0 && !wanted.has(event.type)) continue;
      found.push(changeOf(event));
    }
    yield { changes: found, position: page.at(-1)!.position };
    if (signal.aborted) return;
  }
}
