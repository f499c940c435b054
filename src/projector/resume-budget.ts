import type { Instant } from '../domain/values/civil-date.js';
import { OrdinalCounter } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import type { Views, ViewsTransaction } from '../views/views-database.js';
import { cursorOf, applyFailure, type CatchUpSteps } from './catch-up-steps.js';
import { decodePage, stopKey, ordinalOf, type ViewCheckpoint } from './projection-run.js';

/** A budget that is stopped in one generation of a projection. */
export interface StoppedBudget {
  readonly projection: string;
  readonly generation: bigint;
  readonly budget: string;
}

/**
 * Applies the events that a stopped budget has missed, from the one at which it stopped up to its projection's checkpoint.
 * The budget has a checkpoint of its own. The whole log is read, because an event's sequence is its place among all events.
 *
 * @returns the error at which it stopped again, or null when it is up to date.
 */
export const resumeBudget = async (
  log: EventLog,
  views: Views,
  steps: CatchUpSteps,
  stopped: StoppedBudget,
): Promise<string | null> => {
  for (;;) {
    const outcome = await views.transaction((tx) => step(tx, log, steps, stopped));
    if (outcome !== 'more') return outcome.error;
  }
};

const step = async (
  tx: ViewsTransaction,
  log: EventLog,
  steps: CatchUpSteps,
  stopped: StoppedBudget,
): Promise<'more' | { error: string | null }> => {
  const cursor = await read(tx, stopped);
  const run = await steps.run(tx, stopped.projection, stopped.generation);
  // Another process has resumed it, or has built a new generation.
  if (cursor === undefined || run === undefined) return { error: null };

  let before = cursor;
  const ordinals = new OrdinalCounter(ordinalOf(before));
  let events = 0;
  for await (const page of log.readAll({ after: before.position })) {
    for (const decoded of decodePage(page, ordinals, before)) {
      if (decoded.after.position > run.checkpoint.position) return resumed(tx, stopped);
      if (stopKey(decoded.stored.stream) === stopped.budget) {
        const refused = await run.applyOne(tx, decoded);
        if (refused !== null) {
          const failure = applyFailure(decoded.stored, refused.cause);
          await move(tx, stopped, decoded.before, failure);
          return { error: failure.error };
        }
      }
      before = decoded.after;
    }
    events += page.length;
    if (events >= steps.stepEvents) {
      await move(tx, stopped, before, {});
      return 'more';
    }
  }
  return resumed(tx, stopped);
};

const read = async (
  tx: ViewsTransaction,
  { projection, generation, budget }: StoppedBudget,
): Promise<ViewCheckpoint | undefined> => {
  const row = await tx.db
    .selectFrom('stopped_budgets')
    .select(['after_position', 'after_sequence', 'after_recorded_at'])
    .where('projection', '=', projection)
    .where('generation', '=', generation)
    .where('budget', '=', budget)
    .executeTakeFirst();
  return (
    row && {
      position: row.after_position,
      sequence: Number(row.after_sequence),
      recordedAt: (row.after_recorded_at ?? '') as Instant,
    }
  );
};

const move = async (
  tx: ViewsTransaction,
  { projection, generation, budget }: StoppedBudget,
  to: ViewCheckpoint,
  failure: Partial<ReturnType<typeof applyFailure>>,
): Promise<void> => {
  await tx.db
    .updateTable('stopped_budgets')
    .set({ ...cursorOf(to), ...failure })
    .where('projection', '=', projection)
    .where('generation', '=', generation)
    .where('budget', '=', budget)
    .execute();
};

const resumed = async (
  tx: ViewsTransaction,
  { projection, generation, budget }: StoppedBudget,
): Promise<{ error: null }> => {
  await tx.db
    .deleteFrom('stopped_budgets')
    .where('projection', '=', projection)
    .where('generation', '=', generation)
    .where('budget', '=', budget)
    .execute();
  return { error: null };
};
