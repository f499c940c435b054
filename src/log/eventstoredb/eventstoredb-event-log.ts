import { randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/values/civil-date.js';
import { Refusal } from '../../domain/errors.js';
import {
  checkAppend,
  decodeMeta,
  encodeData,
  encodeMeta,
  recordingAt,
  storedBytes,
  type Recording,
} from '../envelope.js';
import {
  EventLog,
  keyOfAppend,
  TOMBSTONE,
  LogRestored,
  LogUnavailable,
  WrongExpectedVersion,
  type AllRead,
  type Appended,
  type Epoch,
  type ExpectedVersion,
  type LogIdentity,
  type NewEvent,
  type EventPage,
  type EncodedAppend,
  type EncodedEvent,
  type StoredEvent,
  type StreamRead,
  type Take,
  type Unchanged,
} from '../event-log.js';
import { FOLLOWED_PAGE_EVENTS, LogTail } from '../log-tail.js';
import { denyByDefault } from './access-rules.js';
import { ledgerAddress, notAnAddress, type LedgerAddress } from './address.js';
import { ClaimedKeys } from './claimed-keys.js';
import { closedLog, errorKind, asLogError } from './errors.js';
import { findIdentity, ensureIdentity, writeEpoch, type KnownIdentity } from './identity.js';
import { SubscriptionBuffer } from './subscription-buffer.js';
import { KeyedQueue } from '../../concurrency/keyed-queue.js';
import { pause } from '../../concurrency/pause.js';
import { retryCall, retryPauseMs, type RetryLimits } from './retry.js';
import { EventStoreDbReads } from './reads.js';
import { GrpcCalls, type AppendAnswer, type FollowedStream } from './grpc-calls.js';

/** The prefixes of the ledger's streams. */
const CATEGORIES = ['budget-', 'agency-', 'policy-'] as const;

/** An append of this size is below the server's default limit of 1 MiB, which counts little more than these bytes. */
const SURELY_ACCEPTED_BYTES = 900_000;

/** The deadline of one attempt. */
const DEADLINE_MS = 4_000;

/** The time for all attempts of a call: a cluster that lost its leader accepts writes again after 2 to 5 seconds. */
const PATIENCE_MS = 8_000;

/** How long a cached identity is used: a restore from a backup is noticed after this time. */
const IDENTITY_MS = 1_000;

/** How long a read waits for events that are on their way to the followers, in ms. */
const TAIL_MS_MAX = 200;

/** How the log on a server is opened. Times are in ms. */
export interface EventStoreDbEventLogOptions {
  /**
   * `esdb://[user:password@]host:port[,host:port …][?tls=false][&ledger=NAME]`; `esdb+discover://` resolves the hosts by
   * DNS. `ledger` selects one of several ledgers on the server.
   */
  readonly connection: string;
  /** Opens an existing log and never writes to it. */
  readonly readonly?: boolean;
  readonly clock?: () => Instant;
  readonly deadlineMs?: number;
  readonly totalTimeoutMs?: number;
  /** Receives messages for the operator. */
  readonly logger?: (sentence: string) => void;
}

/**
 * The log on EventStoreDB, one node or a cluster, for any number of services. Positions are commit positions. The ledger's
 * streams are `budget-…` and `agency-…`, or `NAME-budget-…` and `NAME-agency-…` when the ledger has a name; other streams
 * on the server are ignored.
 *
 * The server recognises a repeated append by its ids: always at an expected version; with `any` only while
 * the ids are in its cache, which holds millions of events. An append is atomic up to the server's MaxAppendSize (default
 * 1 MiB); a larger one is refused as a whole. It is not divided, because readers could see the first part alone.
 */
export class EventStoreDbEventLog extends EventLog {
  /**
   * Connects at the first call.
   *
   * @throws {Refusal} `malformed`: the connection string has another form.
   */
  static open(options: EventStoreDbEventLogOptions): EventStoreDbEventLog {
    return new EventStoreDbEventLog(options);
  }

  private readonly address: LedgerAddress;
  private readonly grpc: GrpcCalls;
  private readonly reads: EventStoreDbReads;
  private readonly closing = new AbortController();
  private readonly limits: RetryLimits;
  private readonly clock: () => Instant;

  private starting: Promise<KnownIdentity | undefined> | undefined;
  private known: { readonly identity: LogIdentity; readonly until: number } | undefined;
  /** The highest position that this connection has seen: an append at or before it is a repetition. */
  private seenPosition = 0n;
  /** The epoch of that position. */
  private epoch = 0;
  /** Where the server ends, when that is before {@link seenPosition}: it was restored by its own means. */
  private restoredTo: bigint | undefined;
  /** Appends that are being sent, by the id of their first event. */
  private readonly sending = new KeyedQueue();
  private readonly tail = new LogTail({
    start: () => {
      const stop = new AbortController();
      void this.feed(stop.signal);
      return () => stop.abort();
    },
    history: (after, signal) => this.history(after, signal),
  });
  private tickTime: Recording | undefined;
  private lastRecordedAt = '' as Instant;

  private constructor(private readonly options: EventStoreDbEventLogOptions) {
    super();
    const { connection, deadlineMs = DEADLINE_MS, totalTimeoutMs = PATIENCE_MS } = options;
    this.address = ledgerAddress(connection);
    this.grpc = connect(this.address);
    this.limits = { deadlineMs, totalTimeoutMs, signal: this.closing.signal };
    this.reads = new EventStoreDbReads(this.grpc, this.server, this.limits);
    this.clock = options.clock ?? (() => new Date().toISOString() as Instant);
  }

  /** The server's name for messages, without credentials. */
  get server(): string {
    return this.address.server;
  }

  async append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    this.assertWritable();
    checkLedgerAppend(stream, expected, events);
    return this.send(stream, expected, encode(events, this.now()), async () => {
      if (expected === 'no-stream') await this.reads.refuseRemoved(stream);
      const idempotency = keyOfAppend(events);
      if (idempotency !== undefined)
        await this.keys.claim(idempotency.key, stream, idempotency.fingerprint);
    });
  }

  async unchangedUnder(key: string): Promise<Unchanged | undefined> {
    await this.ready();
    return this.keys.unchanged(key);
  }

  async rememberUnchanged(key: string, unchanged: Unchanged): Promise<Unchanged> {
    this.assertWritable();
    await this.ready();
    return this.keys.remember(key, unchanged, () => this.reads.lastVersion(unchanged.stream));
  }

  async restore(appends: readonly EncodedAppend[]): Promise<void> {
    this.assertWritable();
    for (const { stream, expected, events } of appends) checkLedgerAppend(stream, expected, events);
    for (const { stream, expected, events } of appends) await this.send(stream, expected, events);
  }

  /** Only the server knows its limit: an append that may be too large is sent with a version that no stream has. */
  async accepts(stream: string, events: readonly NewEvent[]): Promise<void> {
    const probe = encode(events, this.now()).map((event) => ({ ...event, id: randomUUID() }));
    if (storedBytes(probe) <= SURELY_ACCEPTED_BYTES) return;
    await this.ready();
    await this.write(stream, Number.MAX_SAFE_INTEGER, probe);
  }

  async *readStream(stream: string, read: StreamRead = {}): AsyncGenerator<EventPage> {
    await this.ready();
    yield* this.reads.stream(stream, read);
  }

  async *readAll({
    after,
    direction = 'forward',
    streams,
    pageEvents,
  }: AllRead = {}): AsyncGenerator<EventPage> {
    const identity = await this.ready();
    if (!identity) return;
    // Ends at the event that is last now: otherwise a reader that is slower than the writers would never end.
    const head = await this.last(identity.origin);
    if (direction === 'backward')
      return yield* this.reads.backward(identity.origin, head, after, pageEvents);
    // Its followers have nearly always got the newest events: the server would search all that it has for them.
    const kept =
      after === undefined || streams !== undefined
        ? undefined
        : await this.tail.between(after, head, TAIL_MS_MAX);
    if (kept === undefined)
      yield* this.reads.forward(identity.origin, head, after ?? 0n, streams, pageEvents);
    else if (kept.length > 0) yield kept;
  }

  follow(after: bigint, signal: AbortSignal, take?: Take): AsyncGenerator<EventPage> {
    return this.tail.follow(after, signal, take);
  }

  async head(): Promise<bigint> {
    const identity = await this.ready();
    return identity ? this.last(identity.origin) : 0n;
  }

  async identity(): Promise<LogIdentity> {
    const found = await this.started();
    if (!found) throw new Refusal('not-found', `There is no ledger on ${this.server}: start one.`);
    if (!this.known || this.known.until <= performance.now()) {
      const { ledger, epoch, ended } = (await findIdentity(this.identities)) ?? found;
      this.known = { identity: { ledger, epoch, ended }, until: performance.now() + IDENTITY_MS };
    }
    const { identity } = this.known;
    if (identity.epoch > this.epoch) this.beginsAnew(identity.epoch);
    if (this.restoredTo !== undefined)
      throw new LogRestored(this.server, this.restoredTo, this.seenPosition);
    return identity;
  }

  async expectAtLeast({
    epoch,
    position,
  }: {
    readonly epoch: number;
    readonly position: bigint;
  }): Promise<void> {
    const found = await this.ready();
    if (!found) return;
    const now = await this.identity();
    if (epoch < now.epoch) return;
    this.seen(position);
    const last = await this.last(found.origin);
    if (epoch > now.epoch) await this.refuseRestored(last);
  }

  async beginEpoch(epoch: Epoch): Promise<void> {
    this.assertWritable();
    await this.ready();
    await writeEpoch(this.identities, epoch);
    this.known = undefined;
  }

  /** Waits for the appends that are being sent, and ends all followers. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.tail.close();
    await this.sending.idle();
    await this.grpc.close();
  }

  private assertWritable(): void {
    if (this.closing.signal.aborted) throw closedLog(this.server);
    if (this.options.readonly)
      throw new LogUnavailable(
        `The log at ${this.server} is open for reading only: open it for writing.`,
      );
  }

  private send(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
    prepare: () => Promise<void> = async () => {},
  ): Promise<Appended> {
    // The same append that arrives again while it is being sent waits for the first answer, and is then a repeat.
    return this.sending.run(events[0]!.id, async () => {
      const identity = await this.ready();
      await prepare();
      const seenBefore = this.seenPosition;
      const answer = await this.write(stream, expected, events);
      if ('actual' in answer) throw new WrongExpectedVersion(stream, expected, answer.actual);
      const repeated = answer.position <= seenBefore;
      // Nothing new stands there, unless the server ends earlier than before.
      if (repeated && identity) await this.last(identity.origin);
      this.seen(answer.position);
      return { ...answer, repeated };
    });
  }

  /** As {@link started}. @throws {LogRestored} */
  private async ready(): Promise<KnownIdentity | undefined> {
    const identity = await this.started();
    if (this.restoredTo !== undefined) await this.identity();
    return identity;
  }

  /** The ledger on the server, created if this log may write. Undefined when there is none and the log is read-only. */
  private started(): Promise<KnownIdentity | undefined> {
    if (this.closing.signal.aborted && this.sending.size === 0)
      return Promise.reject(closedLog(this.server));
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<KnownIdentity | undefined> {
    const { readonly = false, logger = () => {} } = this.options;
    if (readonly) {
      const there = await findIdentity(this.identities);
      this.epoch = there?.epoch ?? 0;
      return there;
    }
    const identity = await ensureIdentity(this.identities, () =>
      denyByDefault(this.address, this.grpc, this.limits.deadlineMs, logger),
    );
    this.epoch = identity.epoch;
    await this.last(identity.origin);
    return identity;
  }

  private get keys(): ClaimedKeys {
    return new ClaimedKeys(this.identities);
  }

  private get identities() {
    return {
      read: (stream: string) => this.reads.endsOf(stream),
      append: (stream: string, expected: ExpectedVersion, events: readonly EncodedEvent[]) =>
        this.write(stream, expected, events),
      hasEvents: () => this.reads.hasEvents(),
    };
  }

  /** Repeats the same ids at the same expected version while the outcome is unknown, within the time limit. */
  private write(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
  ): Promise<AppendAnswer> {
    return retryCall(
      this.limits,
      (deadlineMs) => this.grpc.append(stream, expected, events, deadlineMs),
      ({ error, unknown }) =>
        asLogError(error, {
          server: this.server,
          bytes: storedBytes(events),
          outcome: unknown ? 'unknown' : 'not-stored',
        }),
    );
  }

  private async last(origin: bigint): Promise<bigint> {
    const known = this.seenPosition;
    const { end, last } = await this.reads.ends(origin);
    if (end < known) await this.refuseRestored(end);
    this.seen(last);
    return last;
  }

  /** @throws {LogRestored} unless a new epoch has begun meanwhile. */
  private async refuseRestored(end: bigint): Promise<void> {
    this.restoredTo = end;
    this.known = undefined;
    await this.identity();
  }

  /** Positions of the epoch before say nothing of this one. */
  private beginsAnew(epoch: number): void {
    this.epoch = epoch;
    this.seenPosition = 0n;
    this.restoredTo = undefined;
  }

  /** One subscription for all followers, from the end of the log on. A server that is away is waited for. */
  private async feed(stop: AbortSignal): Promise<void> {
    let cursor = 0n;
    let epoch: number | undefined;
    for (let failures = 0; !stop.aborted;) {
      let stream: FollowedStream | undefined;
      try {
        const end = await this.head();
        if (stop.aborted) return;
        // Positions of the epoch before say nothing of this one.
        if (epoch !== this.epoch) {
          ({ epoch } = this);
          cursor = end;
          this.tail.begin(end);
        }
        stream = await this.subscribe(cursor);
        const buffer = new SubscriptionBuffer(stream, (response) => this.grpc.followed(response));
        const onCheckpoint = (position: bigint) => {
          if (position > cursor) cursor = position;
        };
        for (let page; (page = await buffer.take(stop, onCheckpoint)) !== undefined;) {
          failures = 0;
          // Skip events already delivered: after a reconnect the server may resend them.
          const fresh = page[0]!.position > cursor ? page : eventsAfter(page, cursor);
          if (fresh.length === 0) continue;
          cursor = fresh.at(-1)!.position;
          this.seen(cursor);
          this.noteTime(fresh.at(-1)!);
          this.tail.add(fresh);
        }
      } catch (error) {
        if (stop.aborted) return;
        if (isPermanent(error)) return this.tail.fail(this.reads.asRefusal(error));
      } finally {
        stream?.cancel();
      }
      await pause(retryPauseMs(++failures), stop);
    }
  }

  /** What a follower reads that is behind. It waits for the server and continues where it stopped. */
  private async *history(after: bigint, signal: AbortSignal): AsyncGenerator<EventPage> {
    const stop = AbortSignal.any([signal, this.closing.signal]);
    let cursor = after;
    for (let failures = 0; !stop.aborted;) {
      try {
        for await (const page of this.readAll({
          after: cursor,
          pageEvents: FOLLOWED_PAGE_EVENTS,
        })) {
          failures = 0;
          cursor = page.at(-1)!.position;
          this.noteTime(page.at(-1)!);
          yield page;
        }
        return;
      } catch (error) {
        if (isPermanent(error)) throw this.reads.asRefusal(error);
      }
      await pause(retryPauseMs(++failures), stop);
    }
  }

  private async subscribe(after: bigint): Promise<FollowedStream> {
    const identity = await this.ready();
    const from = await this.reads.subscriptionStart(identity?.origin ?? 0n, after);
    return this.grpc.subscribe(from === 0n ? 'start' : from, this.limits.deadlineMs);
  }

  private seen(position: bigint): void {
    if (position > this.seenPosition) this.seenPosition = position;
  }

  /** Appends of the same tick of the event loop get the same time, because the server may reorder them. */
  private now(): Recording {
    if (this.tickTime === undefined) {
      this.tickTime = recordingAt(this.clock(), this.lastRecordedAt);
      this.lastRecordedAt = this.tickTime.recordedAt;
      setImmediate(() => (this.tickTime = undefined));
    }
    return this.tickTime;
  }

  /** Another instance may have recorded it, by a clock that runs ahead of this one. */
  private noteTime(last: StoredEvent): void {
    if (last.type === TOMBSTONE) return;
    const { recordedAt } = decodeMeta(last);
    if (recordedAt > this.lastRecordedAt) this.lastRecordedAt = recordedAt;
  }
}

const connect = (address: LedgerAddress): GrpcCalls => {
  try {
    return new GrpcCalls(address, CATEGORIES);
  } catch (cause) {
    throw notAnAddress(cause);
  }
};

/** @throws {RangeError} a bug of the caller: the form is wrong, or the stream is none of the ledger's. */
const checkLedgerAppend = (...append: Parameters<typeof checkAppend>): void => {
  checkAppend(...append);
  const [stream] = append;
  if (!CATEGORIES.some((category) => stream.startsWith(category)))
    throw new RangeError(`"${stream}" is none of the ledger's streams`);
};

const encode = (events: readonly NewEvent[], recording: Recording): EncodedEvent[] =>
  events.map((event) => ({
    id: event.id,
    type: event.type,
    data: encodeData(event),
    meta: encodeMeta(event, recording),
  }));

/** Whether waiting for the server does not help. */
const isPermanent = (error: unknown): boolean =>
  errorKind(error instanceof LogUnavailable ? error.cause : error) === 'permanent';

const eventsAfter = (page: EventPage, position: bigint): EventPage =>
  page.filter((event) => event.position > position);
