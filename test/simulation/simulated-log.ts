import type { Instant } from '../../src/domain/values/civil-date.js';
import { Notifier } from '../../src/concurrency/notifier.js';
import { checkAppend, encodeData, encodeMeta } from '../../src/log/envelope.js';
import { eventId, keyOfChange } from '../../src/log/event-id.js';
import {
  EventLog,
  IdempotencyKeyTaken,
  keyOfAppend,
  lastVersion,
  LogUnavailable,
  WrongExpectedVersion,
  type AllRead,
  type Appended,
  type EncodedEvent,
  type ExpectedVersion,
  type LogIdentity,
  type NewEvent,
  type EventPage,
  type StoredEvent,
  type StreamRead,
  type Unchanged,
} from '../../src/log/event-log.js';
import { ProcessKilled, type Random, type Scheduler } from './scheduler.js';

/** The largest gap between two positions. */
const GAP_MAX = 3;

/** How the server may deviate from its contract, to see whether that is noticed. */
export interface ServerDefects {
  /** Appends at any version, whichever was expected. */
  readonly ignoresExpectedVersion?: boolean;
  /** Acknowledges every n-th append without storing it. */
  readonly forgetsEvery?: number;
  /** Stores a repeated append once more. */
  readonly storesRepeats?: boolean;
  /** Stores the first event only, of every n-th append that has several. */
  readonly tearsEvery?: number;
}

/** The server of a simulated log: its events, in memory. Any number of processes have a {@link SimulatedLog} of it. */
export class LogServer {
  readonly events: StoredEvent[] = [];
  readonly changes = new Notifier();
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #byId = new Map<string, StoredEvent>();
  /** SQLite finds the events of a key in the whole log; on EventStoreDB a key is claimed before its events are appended. */
  readonly findsKeysAnywhere: boolean;
  readonly #claims = new Map<string, Claim>();
  #appends = 0;

  constructor(
    private readonly random: Random,
    private readonly defects: ServerDefects = {},
  ) {
    this.findsKeysAnywhere = random.isTrue(0.5);
  }

  get head(): bigint {
    return this.events.at(-1)?.position ?? 0n;
  }

  stream(name: string): readonly StoredEvent[] {
    return this.#streams.get(name) ?? [];
  }

  unchangedUnder(key: string): Unchanged | undefined {
    const claim = this.#claims.get(key);
    return claim && 'version' in claim ? claim : undefined;
  }

  /**
   * Remembers what a request was answered: the first time, or in place of the claim that it made for events. Gives the claim that
   * stands there instead.
   *
   * @throws {IdempotencyKeyTaken} as the port says.
   */
  rememberUnchanged(key: string, unchanged: Unchanged, inPlaceOfEvents: boolean): Claim {
    if (this.findsKeysAnywhere && this.#byId.has(eventId(keyOfChange(key), 0)))
      throw new IdempotencyKeyTaken(key);
    const first = this.#first(key, unchanged);
    const isRemembered = first === undefined || (inPlaceOfEvents && !('version' in first));
    if (isRemembered) this.#claims.set(key, unchanged);
    return isRemembered ? unchanged : first;
  }

  /** Claims a key for events. @throws {IdempotencyKeyTaken} another request has it, or it recorded nothing. */
  claim(key: string, claim: Claim): void {
    const first = this.#first(key, claim) ?? claim;
    if ('version' in first) throw new IdempotencyKeyTaken(key);
    this.#claims.set(key, first);
  }

  #first(key: string, { stream, fingerprint }: Claim): Claim | undefined {
    const first = this.#claims.get(key);
    if (first && (first.stream !== stream || first.fingerprint !== fingerprint))
      throw new IdempotencyKeyTaken(key);
    return first;
  }

  /**
   * Stores the events or none. Repeating an append gives the first answer again.
   *
   * @throws {WrongExpectedVersion | IdempotencyKeyTaken} as the port says.
   */
  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
    key?: string,
  ): Appended {
    this.#appends += 1;
    const { ignoresExpectedVersion, forgetsEvery, storesRepeats, tearsEvery } = this.defects;
    const present = this.stream(stream);
    const version = present.length - 1;
    const from = expected === 'any' ? version : lastVersion(expected);
    const there = present.slice(from + 1, from + 1 + events.length);
    const isRepeat =
      there.length === events.length && there.every(({ id }, i) => id === events[i]!.id);
    if (isRepeat && storesRepeats !== true)
      return {
        version: from + events.length,
        position: there.at(-1)!.position,
        // A server does not always know.
        repeated: this.random.isTrue(0.5),
      };
    if (from !== version && ignoresExpectedVersion !== true && !(isRepeat && storesRepeats))
      throw new WrongExpectedVersion(stream, expected, version);
    if (this.findsKeysAnywhere && key !== undefined)
      if (this.#claims.has(key) || (this.#byId.has(events[0]!.id) && storesRepeats !== true))
        throw new IdempotencyKeyTaken(key);
    if (forgetsEvery !== undefined && this.#appends % forgetsEvery === 0)
      return { version: version + events.length, position: this.head + 1n, repeated: false };
    const isTorn = tearsEvery !== undefined && this.#appends % tearsEvery === 0;
    const stored = (isTorn ? events.slice(0, 1) : events).map((event, i): StoredEvent => {
      const position = this.head + BigInt(1 + this.random.below(GAP_MAX));
      const one = { ...event, stream, position, version: version + 1 + i };
      this.events.push(one);
      this.#byId.set(one.id, one);
      return one;
    });
    this.#streams.set(stream, [...present, ...stored]);
    this.changes.notifyAll();
    return {
      version: version + events.length,
      position: stored.at(-1)!.position,
      repeated: false,
    };
  }
}

/** What has claimed an idempotency key: a request that recorded nothing, or one for its events. */
type Claim = Unchanged | Pick<Unchanged, 'stream' | 'fingerprint'>;

/** How often each fault happens to an operation, from 0 to 1. */
export interface LogFaults {
  /** It is refused, and nothing is stored. */
  readonly refused: number;
  /** It is done, and its answer is lost. */
  readonly answerLost: number;
  /** It is done later, after the process was told that its outcome is unknown. */
  readonly late: number;
  /** It is done twice. */
  readonly twice: number;
}

export const NO_FAULTS: LogFaults = { refused: 0, answerLost: 0, late: 0, twice: 0 };

const LEDGER: LogIdentity = {
  ledger: '00000000-0000-4000-8000-000000000000',
  epoch: 1,
  ended: [],
};

/** The log as one process has it: over a network that fails, delays and repeats as {@link EventLog} says that it may. */
export class SimulatedLog extends EventLog {
  readonly #stop = new AbortController();

  constructor(
    private readonly server: LogServer,
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly faults: LogFaults,
    /** The process's clock, in ms: clocks differ, and step. */
    private readonly clock: () => number,
  ) {
    super();
  }

  async append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    checkAppend(stream, expected, events);
    const recordedAt = new Date(this.clock()).toISOString() as Instant;
    const encoded = events.map((event) => ({
      id: event.id,
      type: event.type,
      data: encodeData(event),
      meta: encodeMeta(event, { recordedAt }),
    }));
    const idempotency = keyOfAppend(events);
    if (idempotency !== undefined && !this.server.findsKeysAnywhere) {
      await this.#request(`claim ${idempotency.key}`);
      this.server.claim(idempotency.key, { stream, fingerprint: idempotency.fingerprint });
    }
    const execute = (): Appended => this.server.append(stream, expected, encoded, idempotency?.key);
    const executeLater = (): void =>
      this.scheduler.later(`late append to ${stream}`, () => {
        try {
          execute();
        } catch {
          // Nobody waits for the answer.
        }
      });
    try {
      await this.scheduler.step(`append to ${stream}`);
    } catch (error) {
      if (error instanceof ProcessKilled && this.random.isTrue(0.5)) executeLater();
      throw error;
    }
    this.#mayBeRefused();
    if (this.random.isTrue(this.faults.late)) {
      executeLater();
      throw new LogUnavailable('the request took too long', 'unknown');
    }
    if (this.random.isTrue(this.faults.twice)) executeLater();
    const appended = execute();
    await this.scheduler.step(`answer of ${stream}`);
    if (this.random.isTrue(this.faults.answerLost))
      throw new LogUnavailable('the answer was lost', 'unknown');
    return appended;
  }

  restore(): Promise<void> {
    throw new Error('a simulated log is not restored');
  }

  async accepts(): Promise<void> {
    await this.scheduler.step('accepts');
  }

  async unchangedUnder(key: string): Promise<Unchanged | undefined> {
    await this.#request(`look for ${key}`);
    return this.server.unchangedUnder(key);
  }

  async rememberUnchanged(key: string, unchanged: Unchanged): Promise<Unchanged> {
    await this.#request(`remember ${key}`);
    let first = this.server.rememberUnchanged(key, unchanged, false);
    if (!('version' in first)) {
      const { stream, version } = unchanged;
      await this.#request(`version of ${stream}`);
      const current = this.server.stream(stream).length - 1;
      if (current !== version) throw new WrongExpectedVersion(stream, version, current);
      await this.#request(`remember ${key} in place of events`);
      first = this.server.rememberUnchanged(key, unchanged, true);
    }
    await this.scheduler.step(`answer of ${key}`);
    if (this.random.isTrue(this.faults.answerLost))
      throw new LogUnavailable('the answer was lost', 'unknown');
    if (!('version' in first)) throw new Error(`nothing is remembered under ${key}`);
    return first;
  }

  async *readStream(stream: string, read: StreamRead = {}): AsyncIterable<EventPage> {
    await this.#request(`read ${stream}`);
    const all = this.server.stream(stream);
    const asked =
      read.direction === 'backward'
        ? all.slice(0, (read.from ?? all.length - 1) + 1).reverse()
        : all.slice(read.from ?? 0);
    yield* this.#pages(asked.slice(0, read.max));
  }

  async *readAll({ after, direction, streams = '' }: AllRead = {}): AsyncIterable<EventPage> {
    await this.#request('read all');
    const { events } = this.server;
    if (direction === 'backward')
      yield* this.#pages(
        events.filter(({ position }) => after === undefined || position < after).reverse(),
      );
    else
      yield* this.#pages(
        events.filter(
          ({ position, stream }) => position > (after ?? 0n) && stream.startsWith(streams),
        ),
      );
  }

  async *follow(after: bigint, signal: AbortSignal): AsyncIterable<EventPage> {
    const until = AbortSignal.any([signal, this.#stop.signal]);
    for (let last = after; !until.aborted;) {
      if (this.server.head <= last) {
        await this.server.changes.wait({ signal: until });
        continue;
      }
      await this.#request('follow');
      if (until.aborted) return;
      const page = this.server.events.filter(({ position }) => position > last);
      if (page.length === 0) continue;
      last = page.at(-1)!.position;
      yield page;
    }
  }

  async head(): Promise<bigint> {
    await this.#request('head');
    return this.server.head;
  }

  async identity(): Promise<LogIdentity> {
    await this.#request('identity');
    return LEDGER;
  }

  async expectAtLeast(): Promise<void> {}

  beginEpoch(): Promise<void> {
    throw new Error('a simulated log has one epoch');
  }

  async close(): Promise<void> {
    this.#stop.abort();
  }

  async #request(label: string): Promise<void> {
    await this.scheduler.step(label);
    this.#mayBeRefused();
  }

  #mayBeRefused(): void {
    if (this.random.isTrue(this.faults.refused)) throw new LogUnavailable('the log is away');
  }

  async *#pages(events: readonly StoredEvent[]): AsyncIterable<EventPage> {
    for (let i = 0; i < events.length;) {
      if (i > 0) await this.#request('next page');
      const page = events.slice(i, i + 1 + this.random.below(40));
      i += page.length;
      yield page;
    }
  }
}
