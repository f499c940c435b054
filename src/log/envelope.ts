import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { budgetOfStream } from '../domain/values/budget-id.js';
import type { LedgerEvent } from '../domain/events/budget.events.js';
import type { Instant } from '../domain/values/civil-date.js';
import type { Json } from '../domain/values/json.js';
import { upcast, UPCASTERS, type Upcasters } from '../domain/events/upcast.js';
import { canonical } from './canonical.js';
import { isEventId } from './event-id.js';
import {
  LogCorrupt,
  type EncodedEvent,
  type ExpectedVersion,
  type Meta,
  type NewEvent,
  type StoredEvent,
} from './event-log.js';

/**
 * Checks the form of an append before it is queued or sent.
 *
 * @throws {RangeError} a bug of the caller: a bad stream name, version, id or type, no events, or one id twice.
 */
export const checkAppend = (
  stream: string,
  expected: ExpectedVersion,
  events: readonly (Pick<NewEvent, 'id' | 'type'> & Partial<Pick<NewEvent, 'schemaVersion'>>)[],
): void => {
  if (stream === '' || stream.startsWith('$'))
    throw new RangeError(`"${stream}" cannot be a stream's name`);
  if (typeof expected === 'number' && !(Number.isInteger(expected) && expected >= 0))
    throw new RangeError(`a stream cannot be expected at version ${expected}`);
  if (events.length === 0) throw new RangeError(`an append to ${stream} holds no events`);
  for (const { id, type, schemaVersion } of events) {
    if (!isEventId(id)) throw new RangeError(`"${id}" is not a UUID in lower case`);
    if (type === '') throw new RangeError(`an event of ${stream} has no type`);
    if (schemaVersion !== undefined && !(Number.isInteger(schemaVersion) && schemaVersion >= 1))
      throw new RangeError(`${type} cannot have schema version ${schemaVersion}`);
  }
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size < events.length)
    throw new RangeError(`an append to ${stream} holds one event id twice`);
};

/** The canonical text of an event's data. */
export const encodeData = (event: NewEvent): string => canonical(event.data);

/** A smaller difference is that of good clocks, and is not marked. */
const SKEW_MS_MIN = 100;

/** When an event is recorded. */
export interface Recording {
  readonly recordedAt: Instant;
  /** By how much the clock was behind an event before, in ms, when it had stepped back or that event's clock ran ahead. */
  readonly clockSkewMs?: number;
}

/** The time of an event after one that was recorded at `last`, when the clock says `now`: recorded times never decrease. */
export const recordingAt = (now: Instant, last: Instant): Recording => {
  if (now >= last) return { recordedAt: now };
  const clockSkewMs = Date.parse(last) - Date.parse(now);
  return { recordedAt: last, ...(clockSkewMs >= SKEW_MS_MIN && { clockSkewMs }) };
};

/** The canonical text of an event's metadata: who recorded it, when and why. */
export const encodeMeta = (event: NewEvent, { recordedAt, clockSkewMs }: Recording): string => {
  const { actor, actorName, authenticated, causationId, correlationId } = event;
  const { idempotency, schemaVersion, traceparent } = event;
  return canonical({
    actor,
    ...(actorName !== undefined && { actorName }),
    ...(authenticated !== undefined && { authenticated }),
    causationId,
    ...(clockSkewMs !== undefined && { clockSkewMs }),
    correlationId,
    ...(idempotency && {
      idempotency: { fingerprint: idempotency.fingerprint, key: idempotency.key },
    }),
    recordedAt,
    schemaVersion,
    ...(traceparent !== undefined && { traceparent }),
  });
};

/** The size of the stored texts, in bytes. */
export const storedBytes = (events: readonly EncodedEvent[]): number =>
  events.reduce(
    (sum, { data, meta }) => sum + Buffer.byteLength(data) + Buffer.byteLength(meta),
    0,
  );

/** The place of an event among all events of the log. It is derived from the order of the log, and not stored. */
export interface Ordinal {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** Never less than that of the event before. */
  readonly recordedAt: Instant;
}

/** An ordinal, or what is known of it: without `recordedAt` it is the stored value. */
export type PlaceInLog = { readonly [Part in keyof Ordinal]?: Ordinal[Part] | undefined };

/**
 * Parses a stored event and upcasts it to the current version of its type.
 *
 * Without an ordinal (when a single stream is read) `sequence` is 0 and `recordedAt` is the stored value.
 *
 * @throws {LogCorrupt} the stored text is not JSON.
 */
export const decode = (
  stored: StoredEvent,
  { sequence = 0, recordedAt }: PlaceInLog = {},
  upcasters: Upcasters = UPCASTERS,
): RecordedEvent => {
  const meta = decodeMeta(stored);
  return assemble(stored, meta, { sequence, recordedAt: recordedAt ?? meta.recordedAt }, upcasters);
};

/**
 * The metadata of a stored event, without its data.
 *
 * @throws {LogCorrupt} the stored text is not JSON.
 */
export const decodeMeta = (stored: StoredEvent): Meta => parse<Meta>(stored, stored.meta);

/**
 * Numbers the events of a log, from its start or from where an earlier count ended. It must get every event of the log
 * once, in order. Clocks may step back between two events; the `recordedAt` given here never does.
 */
export class OrdinalCounter {
  private last: Ordinal;

  constructor(after: Ordinal = { sequence: 0, recordedAt: '' as Instant }) {
    this.last = after;
  }

  /** The ordinal of the last event; sequence 0 before the first. */
  get current(): Ordinal {
    return this.last;
  }

  /** The ordinal of the next event. `recordedAt` is its stored value. */
  next(recordedAt: Instant): Ordinal {
    this.last = {
      sequence: this.last.sequence + 1,
      recordedAt: recordedAt > this.last.recordedAt ? recordedAt : this.last.recordedAt,
    };
    return this.last;
  }

  /** Decodes the next event with its ordinal; parses its metadata only once. */
  decode(stored: StoredEvent): RecordedEvent {
    const meta = decodeMeta(stored);
    return assemble(stored, meta, this.next(meta.recordedAt), UPCASTERS);
  }
}

const assemble = (
  stored: StoredEvent,
  meta: Meta,
  ordinal: Ordinal,
  upcasters: Upcasters,
): RecordedEvent =>
  ({
    type: stored.type,
    data: upcast(stored.type, meta.schemaVersion, parse<Json>(stored, stored.data), upcasters),
    id: stored.id,
    stream: stored.stream,
    version: stored.version,
    position: stored.position,
    sequence: ordinal.sequence,
    recordedAt: ordinal.recordedAt,
    actor: meta.actor,
    ...(meta.authenticated !== undefined && { authenticated: meta.authenticated }),
    ...(meta.actorName !== undefined && { actorName: meta.actorName }),
    correlationId: meta.correlationId,
    causationId: meta.causationId,
    schemaVersion: meta.schemaVersion,
    ...(meta.idempotency && { idempotency: meta.idempotency }),
    ...(meta.traceparent !== undefined && { traceparent: meta.traceparent }),
    budget: budgetOfStream(stored.stream),
    // The type determines the shape of the data: the writer was type-checked.
  }) as unknown as LedgerEvent & RecordedEvent;

const parse = <T>(stored: StoredEvent, text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new LogCorrupt(
      `The event at position ${stored.position} (${stored.stream}, version ${stored.version}) is not JSON: restore the log from a backup.`,
      { cause },
    );
  }
};
