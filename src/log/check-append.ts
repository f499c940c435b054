import { isEventId } from './event-id.js';
import type { ExpectedVersion, NewEvent, EncodedEvent } from './event-log.js';

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

/** The version that the stream's last event must have; -1 where the stream must not exist. */
export const lastVersion = (expected: Exclude<ExpectedVersion, 'any'>): number =>
  expected === 'no-stream' ? -1 : expected;

/** The size of the stored texts, in bytes. */
export const storedBytes = (events: readonly EncodedEvent[]): number =>
  events.reduce(
    (sum, { data, meta }) => sum + Buffer.byteLength(data) + Buffer.byteLength(meta),
    0,
  );
