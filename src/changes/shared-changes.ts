import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { StoredEvent } from '../log/event-log.js';
import type { Change } from './change.js';
import { cloudEventOf } from './cloud-event.js';

/** What was made of a stored event for one reader, for all that get the same object from the log: those at its end. */
interface SharedChange {
  readonly event: RecordedEvent;
  /** Of the first reader that the change matches. */
  change?: Promise<Change> | undefined;
}

/** With the hash of the event before it, and without. They are forgotten with the stored event. */
const shared = {
  hashed: new WeakMap<StoredEvent, SharedChange>(),
  plain: new WeakMap<StoredEvent, SharedChange>(),
};

/** The event as another reader has decoded it; undefined for the first one. */
export const sharedOf = (stored: StoredEvent, isHashed: boolean): SharedChange | undefined =>
  shared[isHashed ? 'hashed' : 'plain'].get(stored);

/** Keeps the event for the other readers. */
export const share = (
  stored: StoredEvent,
  isHashed: boolean,
  event: RecordedEvent,
): SharedChange => {
  const made: SharedChange = { event };
  shared[isHashed ? 'hashed' : 'plain'].set(stored, made);
  return made;
};

/** The change, made once. What failed is made again for the next reader. */
export const changeFor = (of: SharedChange, make: () => Promise<Change>): Promise<Change> => {
  of.change ??= make().catch((error: unknown) => {
    of.change = undefined;
    throw error;
  });
  return of.change;
};

/** The JSON of changes, by the ledger whose CloudEvents they are; empty for the change itself. */
const texts = new WeakMap<Change, Map<string, string>>();

/**
 * The JSON of a change or, for a `ledger`, of its CloudEvent. It is spelled once for all readers; only `skipped` is of each
 * reader, and stands at its end.
 */
export const jsonOf = (
  change: Change,
  ledger: string | null,
  skipped: number | undefined,
): string => {
  const known = texts.get(change) ?? new Map<string, string>();
  texts.set(change, known);
  const text =
    known.get(ledger ?? '') ??
    JSON.stringify(ledger === null ? change : cloudEventOf(change, ledger));
  known.set(ledger ?? '', text);
  if (skipped === undefined) return text;
  // A change is the last member of its CloudEvent.
  const end = ledger === null ? '}' : '}}';
  return `${text.slice(0, -end.length)},"skipped":${skipped}${end}`;
};
