import type { Instant } from '../domain/values/civil-date.js';
import { Ordinals } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import type { Views, ViewsTransaction } from '../views/views-database.js';
import { cursorOf, failureOf, type Stepper } from './stepper.js';
import { decodePage, keyOf, ordinalOf, type Checkpoint } from './track.js';

/** A budget that stands still in one generation of a projection. */
export interface StoppedBudget {
  readonly projection: string;
  readonly generation: bigint;
  readonly budget: string;
}

/**
 * Applies what a stopped budget has missed, from the event at which it stopped to where its projection stands. It is a
 * catch-up like any other, of one budget with a checkpoint of its own; the whole log passes, because an event's sequence
 * is its place among all events. Returns why it stands still again, or null.
 */
export const resume = async (
  log: EventLog,
  views: Views,
  stepper: Stepper,
  stopped: StoppedBudget,
): Promise<string | null> => {
  for (;;) {
    const outcome = await views.transaction((tx) => step(tx, log, stepper, stopped));
    if (outcome !== 'more') return outcome.error;
  }
};

const step = async (
  tx: ViewsTransaction,
  log: EventLog,
  stepper: Stepper,
  stopped: StoppedBudget,
): Promise<'more' | { error: string | null }> => {
  const cursor = await read(tx, stopped);
  const track = await stepper.track(tx, stopped.projection, stopped.generation);
  // Somebody else was quicker, or has built a new generation.
  if (cursor === undefined || track === undefined) return { error: null };

  let before = cursor;
  const ordinals = new Ordinals(ordinalOf(before));
  let events = 0;
  for await (const page of log.readAll({ after: before.position })) {
    for (const passing of decodePage(page, ordinals, before)) {
      if (passing.after.position > track.checkpoint.position) return resumed(tx, stopped);
      if (keyOf(passing.stored.stream) === stopped.budget) {
        const refused = await track.apply(tx, passing);
        if (refused !== null) {
          const failure = failureOf(passing.stored, refused.cause);
          await move(tx, stopped, passing.before, failure);
          return { error: failure.error };
        }
      }
      before = passing.after;
    }
    events += page.length;
    if (events >= stepper.stepEvents) {
      await move(tx, stopped, before, {});
      return 'more';
    }
  }
  return resumed(tx, stopped);
};

const read = async (
  tx: ViewsTransaction,
  { projection, generation, budget }: StoppedBudget,
): Promise<Checkpoint | undefined> => {
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
  to: Checkpoint,
  failure: Partial<ReturnType<typeof failureOf>>,
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
