import { parseLineKey } from '../values/line.js';
import type { AmendmentChange, Leg } from './budget.events.js';

/** Legs as the text of one column: their values without the names of the members, and without the schedule, with which the key begins. */
export const packedLegs = (legs: readonly Leg[]): string =>
  JSON.stringify(legs.map(({ key, before, delta, after }) => [key, before, delta, after]));

/** Legs from the text of {@link packedLegs}. */
export const legsIn = (text: string): readonly Leg[] =>
  (JSON.parse(text) as [Leg['key'], Leg['before'], Leg['delta'], Leg['after']][]).map(
    ([key, before, delta, after]) => ({
      after,
      before,
      delta,
      key,
      schedule: parseLineKey(key).schedule,
    }),
  );

/** The members of a change, in the order of their names, as events have them. */
const CHANGE = [
  'amount',
  'economic',
  'expenditure',
  'function',
  'fund',
  'project',
  'source',
] as const satisfies readonly (keyof AmendmentChange)[];

/** Changes as the text of one column: their values without the names of the members. */
export const packedChanges = (changes: readonly AmendmentChange[]): string =>
  JSON.stringify(changes.map((change) => CHANGE.map((member) => change[member])));

/** Changes from the text of {@link packedChanges}. */
export const changesIn = (text: string): readonly AmendmentChange[] =>
  (JSON.parse(text) as (string | null)[][]).map(
    (values) =>
      Object.fromEntries(
        CHANGE.map((member, i) => [member, values[i]]),
      ) as unknown as AmendmentChange,
  );
