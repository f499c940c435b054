import type { Delivered } from './client.js';

/** The most changes in one batch. */
const BATCH_MAX = 20;

/**
 * Delivers changes to a handler as an unreliable connection may: in batches of any size, each change one to three times, a repetition in the
 * same batch or in a later one, the first time always in order. A handler that keeps its place with its effect ends in the same
 * state as with each change once.
 *
 * @param random gives numbers from 0 to 1, `Math.random` or a seeded one
 */
export function* redelivered(
  changes: readonly Delivered[],
  random: () => number,
): Generator<readonly Delivered[]> {
  let next = 0;
  let again: Delivered[] = [];
  while (next < changes.length || again.length > 0) {
    const batch = changes.slice(next, next + Math.ceil(random() * BATCH_MAX));
    next += batch.length;
    const repeated = batch.flatMap((each) =>
      Array.from({ length: Math.floor(random() * 3) }, () => each),
    );
    const [now, later] = [again.concat(batch), [] as Delivered[]];
    for (const each of repeated) (random() < 0.5 ? now : later).push(each);
    again = later;
    yield now;
  }
}
