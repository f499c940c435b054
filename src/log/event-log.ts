import type { Instant } from '../domain/values/civil-date.js';
import type { Json } from '../domain/values/json.js';
import { Refusal } from '../domain/errors.js';

/** Where a stream has to stand for an append: it does not exist, anywhere, or its last event has this version. */
export type ExpectedVersion = 'no-stream' | 'any' | number;

/** An event on its way into the log. What the log itself knows (version, position, recordedAt) is not in it. */
export interface NewEvent {
  /** UUID. A repeat of the same change carries the same ids. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Json;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** The caller's idempotency key with a fingerprint of what it asked for; absent where none was given. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
}

/** An event as it lies in the log: two canonical JSON texts (RFC 8785), written once and never re-serialised. */
export interface StoredEvent {
  /** Orders the whole log. Grows; may have holes. */
  readonly position: bigint;
  readonly stream: string;
  /** Place in the stream: 0, 1, 2 … without holes. */
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  /** `{actor, causationId, correlationId, idempotency?, recordedAt, schemaVersion}`. */
  readonly meta: string;
}

/** An event that was in a log before: the texts as they lay there, `recordedAt` in them. */
export type EncodedEvent = Pick<StoredEvent, 'id' | 'type' | 'data' | 'meta'>;

/** An append as it was made once, to be made again. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expected: Exclude<ExpectedVersion, 'any'>;
  readonly events: readonly EncodedEvent[];
}

/**
 * Events that were read together, in the order of the read. Reads give pages, not single events: an `await` for each event
 * costs more than reading it.
 */
export type Page = readonly StoredEvent[];

export interface Appended {
  /** Version of the last event of the append. */
  readonly version: number;
  /** Position of the last event of the append. */
  readonly position: bigint;
  /**
   * True when these ids were in the log already: nothing was written. A log that other connections write to as well may
   * say false of a repeat of what one of them appended, as long as this connection has not heard of it.
   */
  readonly repeated: boolean;
}

export interface StreamRead {
  /** First version to read; default the first (forward) or the last (backward). */
  readonly from?: number;
  readonly direction?: 'forward' | 'backward';
}

export interface AllRead {
  /** Exclusive bound: forward reads begin after it, backward reads before it. Default the end that the direction starts at. */
  readonly after?: bigint;
  readonly direction?: 'forward' | 'backward';
}

/**
 * The port to the log of facts. Every adapter passes `test/contracts/event-log.contract.ts`.
 *
 * It promises no more than a replicated server keeps: one append is one stream; an append whose answer was lost has an
 * unknown outcome until it is repeated with the same ids *and* the same expected version; positions have holes.
 */
export abstract class EventLog {
  /**
   * Appends all events or none, in order, and returns once they are durable. Appends that arrive together may share one
   * durable commit; each still fails or succeeds alone, but for a failure of the disk, which is everybody's.
   *
   * The same ids with the same expected version, or with `any`, change nothing and give the first answer again. Only the
   * ids are compared: whoever cares whether the repeat asks for the same compares fingerprints. The same ids at another
   * expected version, or only some of them, are a bug of the caller: a log refuses them where it can see it.
   *
   * No events, an id twice in one call, and what is not JSON are bugs too, and throw.
   *
   * @throws {WrongExpectedVersion} the stream does not stand where `expected` says.
   * @throws {EventIdTaken} an id is in the log already, as another event.
   * @throws {LogUnavailable} the log cannot be written now (disk full, server away); nothing was stored, unless
   *   `outcome` is `unknown`: then repeat the same append.
   * @throws {LogCorrupt} the stored bytes cannot be read.
   */
  abstract append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended>;

  /**
   * Makes appends again that stood in another log, one after another in this order, each all or nothing: the stored texts
   * are those that are given, byte for byte. Where one fails, none after it is made. What is there already changes nothing.
   *
   * For moving a ledger alone, into a log that nobody else writes to: what is new goes through {@link append}.
   *
   * @throws the same as {@link append}.
   */
  abstract restore(appends: readonly EncodedAppend[]): Promise<void>;

  /**
   * Resolves when an append of these events would not be too large: before another stream is changed on their behalf. Stores
   * nothing.
   *
   * @throws {Refusal} `document-too-large`, with both sizes.
   */
  abstract accepts(stream: string, events: readonly NewEvent[]): Promise<void>;

  /** The events of a stream, in pages; none for a stream that does not exist. No page is empty. */
  abstract readStream(stream: string, read?: StreamRead): AsyncIterable<Page>;

  /** The events of the whole log, in pages; ends at the head. No page is empty. */
  abstract readAll(read?: AllRead): AsyncIterable<Page>;

  /**
   * History after `after`, then live events, until `signal` aborts: no gap, no repeat, no reordering at the hand-over.
   * A slow reader slows only itself: pages are pulled. No page is empty. Aborting ends the iteration, it does not throw.
   */
  abstract follow(after: bigint, signal: AbortSignal): AsyncIterable<Page>;

  /** Position of the last event; 0n for an empty log. */
  abstract head(): Promise<bigint>;

  /** Which ledger this is, and how often it was restored from a backup. */
  abstract identity(): Promise<LogIdentity>;

  /** Begins an epoch, or says of the one that is what is known of those before. An epoch never falls: then it throws. */
  abstract beginEpoch(epoch: Epoch): Promise<void>;

  abstract close(): Promise<void>;
}

export interface LogIdentity extends Epoch {
  /** UUID given at creation: views that were built from another ledger are worthless. */
  readonly ledger: string;
}

export interface Epoch {
  /** Raised by a restore and by an import: tokens of an older epoch are answered with 410. */
  readonly epoch: number;
  /** Epochs of which this log still has a beginning, oldest first. */
  readonly ended: readonly EndedEpoch[];
}

/** What a log has of the history that the tokens of an epoch count. */
export interface EndedEpoch {
  readonly epoch: number;
  /** The last position of that epoch that is in this log too, as that epoch counted. */
  readonly upTo: bigint;
  /** Where the event of `upTo` stands now. */
  readonly position: bigint;
  /** Whether positions are others now, because the log has moved to another engine; the same up to `upTo` otherwise. */
  readonly renumbered: boolean;
}

/** The stream does not stand where the writer thought: read again and decide anew, or tell the caller. */
export class WrongExpectedVersion extends Refusal {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedVersion,
    /** Version of the stream's last event; -1 when it does not exist. */
    readonly actual: number,
  ) {
    super(
      'version-mismatch',
      `${stream} stands at version ${actual < 0 ? 'none' : actual}, not at ${expected}: read it again and repeat the change.`,
      { expected, actual },
    );
  }
}

/** An event id names one event for ever. Two changes that share an id share an idempotency key. */
export class EventIdTaken extends Refusal {
  constructor(
    readonly id: string,
    readonly stream: string,
    readonly version: number,
  ) {
    super(
      'idempotency-key-reused',
      `The event id ${id} is in the log already, at version ${version} of ${stream}: take a new key for a new change.`,
      { id, stream, version },
    );
  }
}

export class LogUnavailable extends Refusal {
  constructor(
    message: string,
    readonly outcome: 'not-stored' | 'unknown' = 'not-stored',
    options?: ErrorOptions,
  ) {
    super('log-unavailable', message, { outcome }, options);
  }
}

export class LogCorrupt extends Refusal {
  constructor(message: string, options?: ErrorOptions) {
    super('log-corrupt', message, {}, options);
  }
}

/** What every stored event's `meta` text holds. */
export interface Meta {
  readonly actor: string;
  readonly causationId: string | null;
  readonly correlationId: string;
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  readonly recordedAt: Instant;
  readonly schemaVersion: number;
}
