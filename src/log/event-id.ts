import { createHash } from 'node:crypto';

/** Separates event ids from other uses of the same key. Must never change: the same key must always give the same ids. */
const NAMESPACE = '5f1c2a0e-6c1b-8d1e-9a51-0d6c1e6b7a43';

const EVENTS_PER_KEY_MAX = 0xffff_ffff;

/**
 * The id of the event with this index among the events of one change: deterministic, a UUID of version 8 (RFC 9562). The
 * first 90 bits are SHA-256 of the key, the last 32 the index, so that the key is recognised by the id of the first event.
 *
 * @throws {RangeError} `index` is not an integer from 0 to {@link EVENTS_PER_KEY_MAX}.
 */
export const eventId = (key: string, index: number): string => {
  if (!Number.isInteger(index) || index < 0 || index > EVENTS_PER_KEY_MAX)
    throw new RangeError(`an event's index is a whole number from 0, not ${index}`);
  return head(key) + tail(index);
};

/** The ids of the `n` events of one change. */
export const eventIds = (key: string, n: number): string[] => {
  const first = head(key);
  return Array.from({ length: n }, (_, index) => first + tail(index));
};

/**
 * The key for {@link eventId} of a change with this idempotency key: the same for every stream, so that a log which finds ids
 * anywhere stores the key once. A stream's name begins in another way, so that a change without a key has other ids.
 */
export const keyOfChange = (idempotencyKey: string): string => `key ${idempotencyKey}`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether this is a UUID in lower case. The log takes no other form, so that an id has only one. */
export const isEventId = (text: string): boolean => UUID.test(text);

const VERSION = '8';

const head = (key: string): string => {
  const hash = createHash('sha256').update(NAMESPACE).update('\n').update(key).digest('hex');
  const variant = ((parseInt(hash[15]!, 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${VERSION}${hash.slice(12, 15)}-${variant}${hash.slice(16, 19)}-${hash.slice(19, 23)}`;
};

const tail = (index: number): string => index.toString(16).padStart(8, '0');
