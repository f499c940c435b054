import { LogCorrupt, type EventPage, type StoredEvent, type StreamRead } from '../event-log.js';
import { closedLog, errorKind, asLogError } from './errors.js';
import { Head, type Searched } from './head.js';
import { retryCall, type RetryLimits } from './retry.js';
import { isMarker, type AllRange, type StreamRange, type GrpcCalls } from './grpc-calls.js';

/** Events of one page. Two pages are in memory while the next one is being read. */
const PAGE_EVENTS = 1_000;

/**
 * Reads the ledger's events on a server; each page is retried within `limits`. `origin` is the position of an event before
 * all events of the ledger: reads begin there instead of at the beginning of the server.
 */
export class EventStoreDbReads {
  private readonly head = new Head({
    ours: (range) => this.allPage(range),
    end: async () =>
      (await this.positions({ from: 'end', direction: 'backward', count: 1 }))[0] ?? 0n,
  });

  constructor(
    private readonly grpc: GrpcCalls,
    private readonly server: string,
    private readonly limits: RetryLimits,
  ) {}

  async *stream(
    stream: string,
    { from, direction = 'forward', max = Infinity }: StreamRead,
  ): AsyncGenerator<EventPage> {
    const step = direction === 'backward' ? -1 : 1;
    let next: StreamRange['from'] = from ?? (direction === 'backward' ? 'end' : 0);
    // Who reads on from a version has kept what stands before it: that must be in the log still.
    const first = direction === 'forward' && next !== 0 ? this.firstVersion(stream) : undefined;
    // An error of the page is thrown before it.
    first?.catch(() => {});
    for (let left = max; left > 0;) {
      const count = Math.min(left, PAGE_EVENTS);
      const page = await this.streamPage(stream, { from: next, direction, count });
      if (page.length > 0 && (await (first ?? 0)) !== 0) throw this.cut(stream);
      if (page.length > 0) yield page;
      else if (next === 0 || next === 'end') await this.refuseRemoved(stream);
      if (page.length < count) return;
      left -= count;
      next = page.at(-1)!.version + step;
      if (next < 0) return;
    }
  }

  /**
   * A server shows a stream whose events were all removed, and a deleted one, like one that never was.
   *
   * @throws {LogCorrupt} for a stream without events: it was deleted, or has a limit that removes events.
   */
  async refuseRemoved(stream: string): Promise<void> {
    const metadata = await this.ask((deadlineMs) => this.grpc.metadata(stream, deadlineMs));
    const limit = metadata && limitIn(metadata);
    if (limit !== undefined)
      throw new LogCorrupt(
        `The stream ${stream} of the log at ${this.server} has no events and the limit ${limit}: its events were deleted, or expired; restore the log from a backup.`,
      );
  }

  /** Version of the first event of a stream that is left; undefined when none is. */
  private async firstVersion(stream: string): Promise<number | undefined> {
    const [first] = await this.streamPage(stream, { from: 0, direction: 'forward', count: 1 });
    return first?.version;
  }

  private cut(stream: string): LogCorrupt {
    return new LogCorrupt(
      `The stream ${stream} of the log at ${this.server} has lost its first events: it was cut, or has a limit that removes events; restore the log from a backup.`,
    );
  }

  /** The first and the last event of a stream: one when the stream has only one, none when there is no stream. */
  async endsOf(stream: string): Promise<readonly StoredEvent[]> {
    const last = await this.streamPage(stream, { from: 'end', direction: 'backward', count: 1 });
    if (last.length === 0 || last[0]!.version === 0) return last;
    const first = await this.streamPage(stream, { from: 0, direction: 'forward', count: 1 });
    return [...first, ...last];
  }

  /** Version of the last event of a stream; -1 when there is none. */
  async lastVersion(stream: string): Promise<number> {
    const [last] = await this.streamPage(stream, { from: 'end', direction: 'backward', count: 1 });
    return last?.version ?? -1;
  }

  async hasEvents(): Promise<boolean> {
    return (await this.allPage({ from: 'end', direction: 'backward', count: 1 })).length > 0;
  }

  /** The position of the ledger's last event, and where the server ends. */
  ends(origin: bigint): Promise<Searched> {
    return this.head.find(origin);
  }

  /** Everything after `after`, up to `head`; with `streams` only of those whose names begin so. */
  async *forward(
    origin: bigint,
    head: bigint,
    after: bigint,
    streams?: string,
    pageEvents = PAGE_EVENTS,
  ): AsyncGenerator<EventPage> {
    if (after >= head) return;
    const count = pageEvents + 1;
    const from = after < origin ? origin : await this.readablePosition(origin, after);
    let next = this.allPage({ from, direction: 'forward', count, streams });
    for (let cursor = after; ;) {
      const read = await next;
      const more = read.length === count && read.at(-1)!.position < head;
      if (more) {
        next = this.allPage({ from: read.at(-1)!.position, direction: 'forward', count, streams });
        // If the caller stops reading, nobody awaits this page: do not report its error as unhandled.
        next.catch(() => {});
      }
      const page = within(read, cursor, head);
      if (page.length > 0) yield page;
      if (!more) return;
      cursor = read.at(-1)!.position;
    }
  }

  /** Everything before `before`, from the last up to `head`. */
  async *backward(
    origin: bigint,
    head: bigint,
    before?: bigint,
    count = PAGE_EVENTS,
  ): AsyncGenerator<EventPage> {
    if (before !== undefined && before <= origin) return;
    let from: AllRange['from'] =
      before === undefined || before > head ? 'end' : await this.readablePosition(origin, before);
    for (;;) {
      const read = await this.allPage({ from, direction: 'backward', count });
      // Drop events that were appended after this read began.
      const page = eventsOf(
        from === 'end' ? read.filter(({ position }) => position <= head) : read,
      );
      if (page.length > 0) yield page;
      if (read.length < count) return;
      from = read.at(-1)!.position;
    }
  }

  /** The position from which a subscription misses nothing after `after`. */
  async subscriptionStart(origin: bigint, after: bigint): Promise<bigint> {
    if (after <= origin) return origin;
    return (await this.hasEventAt(after)) ? after : (await this.neighbours(origin, after)).last;
  }

  /** Turns the error of a call into a refusal. */
  asRefusal(error: unknown): unknown {
    return asLogError(error, { server: this.server });
  }

  /**
   * The same position if an event is there, otherwise the position of the next event of the ledger: the server reads only
   * from positions of events, and a caller may name any number. Valid for positions up to the head.
   */
  private async readablePosition(origin: bigint, position: bigint): Promise<bigint> {
    return (await this.hasEventAt(position))
      ? position
      : (await this.neighbours(origin, position)).next;
  }

  private async hasEventAt(position: bigint): Promise<boolean> {
    try {
      await this.positions({ from: position, direction: 'forward', count: 1 });
      return true;
    } catch (error) {
      if (errorKind(error) === 'no-event-there') return false;
      throw error;
    }
  }

  /** The events of the ledger before and after a position without an event. Reads from the beginning. */
  private async neighbours(
    origin: bigint,
    position: bigint,
  ): Promise<{ readonly last: bigint; readonly next: bigint }> {
    let last = origin;
    const head = (await this.ends(origin)).last;
    for await (const page of this.forward(origin, head, 0n))
      for (const event of page) {
        if (event.position > position) return { last, next: event.position };
        last = event.position;
      }
    return { last, next: position };
  }

  private streamPage(stream: string, range: StreamRange): Promise<StoredEvent[]> {
    return this.ask((deadlineMs) => this.grpc.readStream(stream, range, deadlineMs));
  }

  private allPage(range: AllRange): Promise<StoredEvent[]> {
    return this.ask((deadlineMs) => this.grpc.readAll(range, deadlineMs));
  }

  private positions(range: AllRange): Promise<bigint[]> {
    return this.ask((deadlineMs) => this.grpc.positions(range, deadlineMs));
  }

  private ask<T>(call: (deadlineMs: number) => Promise<T>): Promise<T> {
    return retryCall(this.limits, call, ({ error }) =>
      this.limits.signal.aborted
        ? closedLog(this.server)
        : errorKind(error) === 'no-event-there'
          ? error
          : this.asRefusal(error),
    );
  }
}

/** What removes events from a stream; deleting it sets `$tb`. */
const LIMITS = ['$tb', '$maxAge', '$maxCount'] as const;

/** The first of the limits in the metadata of a stream. */
const limitIn = (metadata: string): string | undefined => {
  const stated = JSON.parse(metadata) as object;
  return LIMITS.find((each) => Object.hasOwn(stated, each));
};

/** A page without what the server itself has written into streams. */
const eventsOf = (page: readonly StoredEvent[]): EventPage =>
  page.some(isMarker) ? page.filter((event) => !isMarker(event)) : page;

/** The events of a page after one position and up to another: nearly always all except the first. */
const within = (page: readonly StoredEvent[], after: bigint, upTo: bigint): EventPage => {
  let start = 0;
  while (start < page.length && page[start]!.position <= after) start += 1;
  let end = page.length;
  while (end > start && page[end - 1]!.position > upTo) end -= 1;
  return eventsOf(page.slice(start, end));
};
