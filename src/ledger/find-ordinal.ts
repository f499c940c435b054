import { unlimited } from '../access/access.js';
import { Refusal } from '../domain/errors.js';
import type { Instant } from '../domain/values/civil-date.js';
import { decodeMeta, OrdinalCounter, type Ordinal } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { areOwn, originOf } from '../projector/generations.js';
import type { ErrorKind, Views } from '../views/views-database.js';

interface Known extends Ordinal {
  readonly position: bigint;
}

const START: Known = { position: 0n, sequence: 0, recordedAt: '' as Instant };

/**
 * The ordinal of the last event at or before a position. It is looked up in the views for the nearest earlier event, and
 * the events of the log after that are counted. If the views are behind or away, the count takes longer and gives the same
 * result.
 */
export const findOrdinal = async (log: EventLog, views: Views, after: bigint): Promise<Ordinal> => {
  if (after <= 0n) return START;
  // The count says nothing of a budget, and is the same for whoever asks.
  return ordinalFrom(log, await unlimited(() => nearest(log, views, after)), after);
};

/** The same, counted from an event whose ordinal is known. */
const ordinalFrom = async (log: EventLog, known: Known, after: bigint): Promise<Ordinal> => {
  const ordinals = new OrdinalCounter(known);
  if (known.position >= after) return ordinals.current;
  for await (const page of log.readAll({ after: known.position }))
    for (const stored of page) {
      if (stored.position > after) return ordinals.current;
      ordinals.next(decodeMeta(stored).recordedAt);
    }
  return ordinals.current;
};

/**
 * The position after which the event of a sequence comes: everything up to it has the sequences before. The positions of a log
 * have holes, so it is searched by halves; without views, the events are counted.
 *
 * @throws {Refusal} `position-beyond-log`: the log has no such sequence yet.
 */
export const positionBefore = async (
  log: EventLog,
  views: Views,
  sequence: number,
): Promise<bigint> => {
  let [low, high] = [0n, await log.head()];
  const known = await unlimited(() => nearest(log, views, high));
  if (known === START) return countedBefore(log, sequence);
  const last = (await ordinalFrom(log, known, high)).sequence;
  if (sequence > last) throw beyondLog(sequence, last);
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((await findOrdinal(log, views, middle)).sequence < sequence - 1) low = middle + 1n;
    else high = middle;
  }
  return low;
};

const countedBefore = async (log: EventLog, sequence: number): Promise<bigint> => {
  let [last, before] = [0, 0n];
  for await (const page of log.readAll())
    for (const { position } of page) {
      if (last === sequence - 1) return before;
      [last, before] = [last + 1, position];
    }
  throw beyondLog(sequence, last);
};

const beyondLog = (sequence: number, last: number): Refusal =>
  new Refusal('position-beyond-log', `There is no change ${sequence}: the last one is ${last}.`, {
    last,
  });

/** What views say that cannot be asked, are not built, or are damaged. */
const NO_VIEWS: ReadonlySet<ErrorKind> = new Set(['unavailable', 'corrupt']);

/**
 * The last event up to a position whose ordinal the views know; the start of the log while they cannot be asked, or are of
 * another epoch, whose positions are other events.
 */
const nearest = async (log: EventLog, views: Views, after: bigint): Promise<Known> => {
  try {
    return (await areOwn(await views.once(originOf), log))
      ? await nearestInViews(views, after)
      : START;
  } catch (error) {
    if (error instanceof Refusal || NO_VIEWS.has(views.errorKind(error))) return START;
    throw error;
  }
};

/** A checkpoint, or the last entry of a budget's trail. */
const nearestInViews = async ({ db }: Views, after: bigint): Promise<Known> => {
  const checkpoint = await db
    .selectFrom('projections')
    .select(['position', 'sequence', 'recorded_at'])
    .where('state', '=', 'live')
    .where('position', '<=', after)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const best = checkpoint ? knownOf(checkpoint) : START;
  if (best.position === after) return best;
  // One index lookup per budget, whatever the length of the trail.
  const entry = await db
    .selectFrom('budgets')
    .select(({ selectFrom }) => [
      'budget',
      selectFrom('audit_trail')
        .select('position')
        .whereRef('audit_trail.budget', '=', 'budgets.budget')
        .where('position', '<=', after)
        .orderBy('position', 'desc')
        .limit(1)
        .as('position'),
    ])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  // There is no entry when all events of the budget are later.
  const position = entry?.position ?? null;
  if (!entry || position === null || position <= best.position) return best;
  const row = await db
    .selectFrom('audit_trail')
    .select(['position', 'sequence', 'recorded_at'])
    .where('budget', '=', entry.budget)
    .where('position', '=', position)
    .limit(1)
    .executeTakeFirstOrThrow();
  return knownOf(row);
};

const knownOf = (row: {
  position: bigint;
  sequence: bigint;
  recorded_at: string | null;
}): Known => ({
  position: row.position,
  sequence: Number(row.sequence),
  recordedAt: (row.recorded_at ?? '') as Instant,
});
