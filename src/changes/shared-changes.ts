import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { StoredEvent } from '../log/event-log.js';
import { tokenOf } from '../log/token.js';
import type { Change } from './change.js';
import { cloudEventOf } from './cloud-event.js';
import type { StreamFormat } from './stream-formats.js';

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

/** The frames of changes, by how they are spelled. */
const frames = new WeakMap<Change, Map<string, Buffer>>();

/** How the changes of a stream are spelled: the bytes that several readers get alike are made once. */
export class Spelling {
  private readonly key: string;

  /** @param ledger the ledger whose CloudEvents the changes are; null for the changes themselves */
  constructor(
    private readonly format: StreamFormat,
    private readonly epoch: number,
    private readonly ledger: string | null,
  ) {
    this.key = `${format.mediaType} ${epoch} ${ledger ?? ''}`;
  }

  /** The bytes of the frame of a change. With what it skips, which differs from reader to reader, they are nobody else's. */
  frame(change: Change, skipped: number | undefined): Buffer {
    if (skipped !== undefined) return this.encoded(change, skipped);
    const known = frames.get(change) ?? new Map<string, Buffer>();
    frames.set(change, known);
    const frame = known.get(this.key) ?? this.encoded(change, undefined);
    known.set(this.key, frame);
    return frame;
  }

  private encoded(change: Change, skipped: number | undefined): Buffer {
    const text = jsonOf(change, this.ledger, skipped);
    return Buffer.from(this.format.encode(text, tokenOf(this.epoch, BigInt(change.position))));
  }
}
