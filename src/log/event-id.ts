import { createHash } from 'node:crypto';

/** Sets the ids of ledger events apart from every other use of the same key. Never changes: ids must repeat for ever. */
const NAMESPACE = '5f1c2a0e-6c1b-8d1e-9a51-0d6c1e6b7a43';

export const EVENTS_PER_KEY_MAX = 0xffff_ffff;

/**
 * The id of the `index`-th event that one change records: the same key and index give the same UUID for ever, on every
 * machine (RFC 9562 version 8). The first 90 bits are SHA-256 of the key, the last 32 are the index, so that the ids of
 * one change lie side by side in the log's index: an import of a document touches one page of it, not one for each event.
 */
export const eventId = (key: string, index: number): string => {
  if (!Number.isInteger(index) || index < 0 || index > EVENTS_PER_KEY_MAX)
    throw new RangeError(`an event's index is a whole number from 0, not ${index}`);
  return head(key) + tail(index);
};

/** The ids of a change that records `n` events. */
export const eventIds = (key: string, n: number): string[] => {
  const first = head(key);
  return Array.from({ length: n }, (_, index) => first + tail(index));
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID in its lower-case spelling, the only one that the log takes: an id has one spelling. */
export const isEventId = (text: string): boolean => UUID.test(text);

const VERSION = '8';

const head = (key: string): string => {
  const hash = createHash('sha256').update(NAMESPACE).update('\n').update(key).digest('hex');
  const variant = ((parseInt(hash[15]!, 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${VERSION}${hash.slice(12, 15)}-${variant}${hash.slice(16, 19)}-${hash.slice(19, 23)}`;
};

const tail = (index: number): string => index.toString(16).padStart(8, '0');
