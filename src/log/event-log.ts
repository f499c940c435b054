import type { Instant } from '../domain/values/civil-date.js';
import type { Json } from '../domain/values/json.js';
import { Refusal } from '../domain/errors.js';

/** The expected state of a stream for an append: it does not exist, any state, or its last event has this version. */
export type ExpectedVersion = 'no-stream' | 'any' | number;

/** The version that the stream's last event must have; -1 where the stream must not exist. */
export const lastVersion = (expected: Exclude<ExpectedVersion, 'any'>): number =>
  expected === 'no-stream' ? -1 : expected;

/** An event to append. The log adds what only the log can set: version, position and recordedAt. */
export interface NewEvent extends Partial<Authentication> {
  /** UUID. A repetition of the same change has the same ids. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Json;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** The caller's idempotency key with a fingerprint of the request; absent when there was no key. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** The `traceparent` (W3C Trace Context) of the request that made the change, where it had one. */
  readonly traceparent?: string;
}

/** How the service knew the actor. Events that were recorded before it was noted have none. */
export interface Authentication {
  /** Whether a token proved who the actor is: then it is the token's subject. False where a header or a flag said it. */
  readonly authenticated: boolean;
  /** The name of the subject, as the token has it. */
  readonly actorName?: string;
}

/** An event as it is stored: two canonical JSON texts (RFC 8785), written once and never serialised again. */
export interface StoredEvent {
  /** Place in the whole log. Increases; may have gaps. */
  readonly position: bigint;
  readonly stream: string;
  /** Place in the stream: 0, 1, 2 … without gaps. */
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  /** `{actor, actorName?, authenticated?, causationId, correlationId, idempotency?, recordedAt, schemaVersion, traceparent?}`. */
  readonly meta: string;
}

/** The type of what a server shows behind the last event of a stream that was deleted there for ever. It is no event of a ledger. */
export const TOMBSTONE = '$streamDeleted';

/** An event with its stored texts, which contain `recordedAt`: from another log, or ready to be sent. */
export type EncodedEvent = Pick<StoredEvent, 'id' | 'type' | 'data' | 'meta'>;

/** An append of another log, to be repeated in this one. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expected: Exclude<ExpectedVersion, 'any'>;
  readonly events: readonly EncodedEvent[];
}

/**
 * Events that were read together, in reading order. Reads yield pages because an `await` for each event costs more than
 * reading it.
 */
export type EventPage = readonly StoredEvent[];

/** Takes a page: at once, or with a promise, before which it takes no other. */
export type Take = (page: EventPage) => Promise<void> | undefined;

/** The outcome of an append. */
export interface Appended {
  /** Version of the last event of the append. */
  readonly version: number;
  /** Position of the last event of the append. */
  readonly position: bigint;
  /**
   * True when the log contained these ids already, so that nothing was written. Best effort when other connections write
   * to the same log: false for a repetition of their appends that this connection has not seen yet.
   */
  readonly repeated: boolean;
  /** The events as they are stored, where the log knows it without reading them again and nothing was repeated. */
  readonly stored?: EventPage;
}

/** A request with an idempotency key that recorded nothing, and where its stream was then. */
export interface Unchanged {
  readonly stream: string;
  readonly fingerprint: string;
  /** Version of the stream's last event; -1 when there was none. */
  readonly version: number;
  /** Position of that event; 0n when there was none. */
  readonly position: bigint;
}

/** Where a read of one stream begins, its direction, and how far it goes; default forward to the end. */
export interface StreamRead {
  /** The number of events that are read at most. */
  readonly max?: number;
  /** First version to read; default the first (forward) or the last (backward). */
  readonly from?: number;
  readonly direction?: 'forward' | 'backward';
}

/** Where a read of the whole log begins, and its direction; default forward. */
export interface AllRead {
  /** Exclusive bound: forward reads begin after it, backward reads before it. Default the first or the last event. */
  readonly after?: bigint;
  readonly direction?: 'forward' | 'backward';
  /** Only events of the streams whose names begin so. For forward reads. */
  readonly streams?: string;
  /** How many events a page has at most. A reader that is slow holds its page. */
  readonly pageEvents?: number;
}

/**
 * The port to the event log. Every adapter passes `test/contracts/event-log.contract.ts`.
 *
 * It guarantees only what a replicated server can: an append concerns one stream; an append whose answer was lost has an
 * unknown outcome until it is repeated with the same ids *and* the same expected version; positions may have gaps.
 */
export abstract class EventLog {
  /**
   * Appends all events or none, in order, and resolves once they are durable. Appends that arrive together may share one
   * durable commit; each still succeeds or fails on its own, except when the commit itself fails.
   *
   * Repeating the same ids with the same expected version, or with `any`, changes nothing and gives the first answer
   * again. Only the ids are compared: a caller that must know whether the request is the same compares fingerprints. The
   * same ids at another expected version, in another stream, or only some of them, are a bug of the caller, refused where it is
   * noticed: no engine searches the whole log for an id. A repetition with `any` is searched for in its stream.
   *
   * Events with an idempotency key claim it for their stream and fingerprint, before or with the append; their ids are those
   * of `keyOfChange`. Of several requests with one key, in any streams and processes, one at most is stored. A key whose
   * append failed may stay claimed: the same request can be repeated under it, another one cannot.
   *
   * @throws {WrongExpectedVersion} the stream is not at the expected version.
   * @throws {EventIdTaken} the stream contains another event with one of the ids, where that is noticed.
   * @throws {IdempotencyKeyTaken} the key of the events belongs to another request, or to one that recorded nothing.
   * @throws {LogUnavailable} the log cannot be written now (disk full, server not reachable). Nothing was stored, unless
   *   `outcome` is `unknown`: then repeat the same append.
   * @throws {RangeError | TypeError} a bug of the caller: no events, an id twice, or data that is not JSON.
   * @throws {LogCorrupt} the stored bytes cannot be read.
   */
  abstract append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended>;

  /**
   * Repeats appends of another log, in this order, each all or nothing, with the same stored texts byte for byte. Stops at
   * the first failure. Appends that the log contains already are skipped.
   *
   * Only for moving a ledger into a log that nobody else writes to; new events go through {@link append}.
   *
   * @throws the same as {@link append}.
   */
  abstract restore(appends: readonly EncodedAppend[]): Promise<void>;

  /**
   * Checks that an append of these events would not be too large, before another stream is changed on their behalf. Stores
   * nothing.
   *
   * @throws {Refusal} `document-too-large`: with both sizes, in bytes.
   */
  abstract accepts(stream: string, events: readonly NewEvent[]): Promise<void>;

  /** What a request with this key was answered that recorded nothing; undefined when there is none. */
  abstract unchangedUnder(key: string): Promise<Unchanged | undefined>;

  /**
   * Whether a key has recorded events, where the log can tell for every key. Undefined where it can tell at an append only, and not
   * for keys that were recorded on another engine.
   */
  hasRecorded(_key: string): boolean | undefined {
    return undefined;
  }

  /**
   * Remembers, for the life of the log, that a request recorded nothing, and claims its key. Gives what was remembered first:
   * a repeat gets the first answer. The same request may have claimed the key for events that were not stored, because
   * another change was first; then it cannot store events under the key any more.
   *
   * @throws {IdempotencyKeyTaken} the key belongs to another request, or has recorded events.
   * @throws {WrongExpectedVersion} such events may be stored: the stream is not at that version any more.
   * @throws {LogUnavailable} as {@link append}.
   */
  abstract rememberUnchanged(key: string, unchanged: Unchanged): Promise<Unchanged>;

  /**
   * The version of the last event of a stream as it is now, -1 when it does not exist, where the log knows it at once: while no
   * other process writes. Undefined where the stream has to be read.
   */
  knownVersion(_stream: string): number | undefined {
    return undefined;
  }

  /** The events of a stream, in pages that are never empty; no page when the stream does not exist. */
  abstract readStream(stream: string, read?: StreamRead): AsyncIterable<EventPage>;

  /** The events of the whole log, in pages that are never empty; ends at the event that is the last one now. */
  abstract readAll(read?: AllRead): AsyncIterable<EventPage>;

  /**
   * The events after `after`, then new events as they arrive, until `signal` aborts, which ends the iteration without an
   * error. No event is missing, repeated or out of order. Pages are never empty, and a slow reader does not delay others.
   *
   * @param take is given new events at the end of the log as soon as they are there, in place of the iteration, which has all other
   *   pages: a thousand readers are told of an event in half the time
   */
  abstract follow(after: bigint, signal: AbortSignal, take?: Take): AsyncIterable<EventPage>;

  /** Position of the last event; 0n for an empty log. */
  abstract head(): Promise<bigint>;

  /** The id of the ledger and its epochs. */
  abstract identity(): Promise<LogIdentity>;

  /**
   * Tells the log of a position that was in it in an epoch, as a view or a tree keeps it. A server may be restored by its own
   * means, and then begins no epoch: the same positions are given to other events. A file is replaced by the command that
   * begins one.
   *
   * @throws {LogRestored} the log ends before that position: until a new epoch begins every call is refused.
   */
  abstract expectAtLeast(known: {
    readonly epoch: number;
    readonly position: bigint;
  }): Promise<void>;

  /** Begins an epoch, or updates what is known of the earlier ones. Throws when the epoch would decrease. */
  abstract beginEpoch(epoch: Epoch): Promise<void>;

  abstract close(): Promise<void>;
}

/** Which ledger a log is, and in which epoch. */
export interface LogIdentity extends Epoch {
  /** UUID given at creation. Views that were built from another ledger are discarded. */
  readonly ledger: string;
}

/** The life of a log between restores and imports, with what is known of the earlier ones. */
export interface Epoch {
  /** Increased by a restore and by an import: tokens of an older epoch are answered with 410. */
  readonly epoch: number;
  /** Earlier epochs whose first events are still in this log, oldest first. */
  readonly ended: readonly EndedEpoch[];
}

/** How much of the history of an earlier epoch is in the log, for tokens of that epoch. */
export interface EndedEpoch {
  readonly epoch: number;
  /** The last position of that epoch that is in this log too, in the positions of that epoch. */
  readonly upTo: bigint;
  /** The position that the event at `upTo` has now. */
  readonly position: bigint;
  /** Whether events have other positions now, because the log was moved to another engine. */
  readonly renumbered: boolean;
}

/** The stream is not at the version that the writer expected: read and decide again, or report it to the caller. */
export class WrongExpectedVersion extends Refusal {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedVersion,
    /** Version of the stream's last event; -1 when it does not exist. */
    readonly actual: number,
  ) {
    super(
      'version-mismatch',
      `${stream} is at version ${actual < 0 ? 'none' : actual}, not at ${expected === 'no-stream' || Number(expected) < 0 ? 'none' : expected}: read it again and repeat the change.`,
      { expected, actual },
    );
  }
}

/** The idempotency key came with another request before. */
export class IdempotencyKeyTaken extends Refusal {
  constructor(readonly key: string) {
    super(
      'idempotency-key-reused',
      `The idempotency key "${key}" was used for another request: use a new key for a new change.`,
    );
  }
}

/** The idempotency key of an append; undefined when it has none. */
export const keyOfAppend = (events: readonly NewEvent[]): NewEvent['idempotency'] =>
  events.find(({ idempotency }) => idempotency !== undefined)?.idempotency;

/** Another event of the stream has this id. */
export class EventIdTaken extends Refusal {
  constructor(
    readonly id: string,
    readonly stream: string,
    readonly version: number,
  ) {
    super(
      'idempotency-key-reused',
      `The event id ${id} is in the log already, at version ${version} of ${stream}: use a new key for a new change.`,
      { id, stream, version },
    );
  }
}

/** The log cannot be read or written now. `outcome` tells whether an append may have been stored nevertheless. */
export class LogUnavailable extends Refusal {
  constructor(
    message: string,
    readonly outcome: 'not-stored' | 'unknown' = 'not-stored',
    options?: ErrorOptions,
  ) {
    super('log-unavailable', message, { outcome }, options);
  }
}

/** The log ends before an event that was recorded: its server was restored by its own means. */
export class LogRestored extends LogUnavailable {
  constructor(server: string, end: bigint, known: bigint) {
    super(
      `The log at ${server} ends at position ${end}, and ${known} was in it: it was restored from a backup. Nothing is read or recorded until it is restored from a newer one, or \`budget-ledger log adopt\` begins a new epoch on it, in which the tokens of lost events are refused.`,
    );
  }
}

/** The stored bytes are damaged: the log has to be restored from a backup. */
export class LogCorrupt extends Refusal {
  constructor(message: string, options?: ErrorOptions) {
    super('log-corrupt', message, {}, options);
  }
}

/** The bytes of one event are no text, so that it is not what was recorded. The others can be read. */
export class EventUnreadable extends LogCorrupt {
  constructor(
    message: string,
    /** As far as it can be read, with U+FFFD in the place of what cannot. */
    readonly stored: StoredEvent,
    readonly fields: readonly ('data' | 'meta')[],
  ) {
    super(message);
  }
}

/** The content of the `meta` text of a stored event. */
export interface Meta extends Partial<Authentication> {
  readonly actor: string;
  readonly causationId: string | null;
  /** By how much the writer's clock was behind an event before, in ms; absent where it was not. */
  readonly clockSkewMs?: number;
  readonly correlationId: string;
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  readonly recordedAt: Instant;
  readonly schemaVersion: number;
  readonly traceparent?: string;
}
