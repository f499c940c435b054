import type { Page, StoredEvent, StreamRead } from '../event-log.js';
import { closedLog, errorKind, asLogError } from './errors.js';
import { Head } from './head.js';
import { retryCall, type RetryLimits } from './retry.js';
import type { AllRange, StreamRange, GrpcCalls } from './grpc-calls.js';

/** Events of a page: what is read, and held in memory, at once; twice as many while the next page is on its way. */
const PAGE_EVENTS = 1_000;

/**
 * What is read of the ledger's events on a server, each page as patiently as `patience` says. `origin` is the place of an
 * event before all of ours: what others stored before it is not looked at.
 */
export class EventStoreDbReads {
  private readonly head = new Head({
    ours: (range) => this.allPage(range),
    end: async () =>
      (await this.anyPlaces({ from: 'end', direction: 'backward', count: 1 }))[0] ?? 0n,
  });

  constructor(
    private readonly grpc: GrpcCalls,
    private readonly server: string,
    private readonly limits: RetryLimits,
  ) {}

  async *stream(stream: string, { from, direction = 'forward' }: StreamRead): AsyncGenerator<Page> {
    const step = direction === 'backward' ? -1 : 1;
    let next: StreamRange['from'] = from ?? (direction === 'backward' ? 'end' : 0);
    for (;;) {
      const page = await this.streamPage(stream, { from: next, direction, count: PAGE_EVENTS });
      if (page.length > 0) yield page;
      if (page.length < PAGE_EVENTS) return;
      next = page.at(-1)!.version + step;
      if (next < 0) return;
    }
  }

  /** The first and the last event of a stream; one where it has one, none where there is no stream. */
  async endsOf(stream: string): Promise<readonly StoredEvent[]> {
    const last = await this.streamPage(stream, { from: 'end', direction: 'backward', count: 1 });
    if (last.length === 0 || last[0]!.version === 0) return last;
    const first = await this.streamPage(stream, { from: 0, direction: 'forward', count: 1 });
    return [...first, ...last];
  }

  async hasEvents(): Promise<boolean> {
    return (await this.allPage({ from: 'end', direction: 'backward', count: 1 })).length > 0;
  }

  /** Where the last event stands; 0n when there is none. */
  last(origin: bigint): Promise<bigint> {
    return this.head.last(origin);
  }

  /** Everything after `after`, up to `head`. */
  async *forward(origin: bigint, head: bigint, after: bigint): AsyncGenerator<Page> {
    if (after >= head) return;
    const count = PAGE_EVENTS + 1;
    const from = after < origin ? origin : await this.placed(origin, after);
    let next = this.allPage({ from, direction: 'forward', count });
    for (let cursor = after; ;) {
      const read = await next;
      const more = read.length === count && read.at(-1)!.position < head;
      if (more) {
        next = this.allPage({ from: read.at(-1)!.position, direction: 'forward', count });
        // Whoever leaves before the end does not hear of it.
        next.catch(() => {});
      }
      const page = within(read, cursor, head);
      if (page.length > 0) yield page;
      if (!more) return;
      cursor = read.at(-1)!.position;
    }
  }

  /** Everything before `before`, from the last up to `head`. */
  async *backward(origin: bigint, head: bigint, before?: bigint): AsyncGenerator<Page> {
    if (before !== undefined && before <= origin) return;
    let from: AllRange['from'] =
      before === undefined || before > head ? 'end' : await this.placed(origin, before);
    for (;;) {
      const read = await this.allPage({ from, direction: 'backward', count: PAGE_EVENTS });
      // What came since this read began is not its.
      const page = from === 'end' ? read.filter(({ position }) => position <= head) : read;
      if (page.length > 0) yield page;
      if (read.length < PAGE_EVENTS) return;
      from = read.at(-1)!.position;
    }
  }

  /** From where to follow, to miss nothing after `after`. */
  async placeBefore(origin: bigint, after: bigint): Promise<bigint> {
    if (after <= origin) return origin;
    return (await this.isPlace(after)) ? after : (await this.around(origin, after)).last;
  }

  /** What a failure means to whoever asked. */
  tell(error: unknown): unknown {
    return asLogError(error, { server: this.server });
  }

  /**
   * The same position, or the next of an event of ours when the server knows none there: it reads from events only, and
   * a position may be anybody's idea. Has to be asked for positions up to the head.
   */
  private async placed(origin: bigint, position: bigint): Promise<bigint> {
    return (await this.isPlace(position)) ? position : (await this.around(origin, position)).next;
  }

  private async isPlace(position: bigint): Promise<boolean> {
    try {
      await this.anyPlaces({ from: position, direction: 'forward', count: 1 });
      return true;
    } catch (error) {
      if (errorKind(error) === 'no-event-there') return false;
      throw error;
    }
  }

  /** Our events before and after a position that is none's. Reads from the beginning. */
  private async around(
    origin: bigint,
    position: bigint,
  ): Promise<{ readonly last: bigint; readonly next: bigint }> {
    let last = origin;
    for await (const page of this.forward(origin, await this.last(origin), 0n))
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

  private anyPlaces(range: AllRange): Promise<bigint[]> {
    return this.ask((deadlineMs) => this.grpc.anyPlaces(range, deadlineMs));
  }

  private ask<T>(call: (deadlineMs: number) => Promise<T>): Promise<T> {
    return retryCall(this.limits, call, ({ error }) =>
      this.limits.signal.aborted
        ? closedLog(this.server)
        : errorKind(error) === 'no-event-there'
          ? error
          : this.tell(error),
    );
  }
}

/** The events of a page after one position and up to another; nearly always all but the first. */
const within = (page: readonly StoredEvent[], after: bigint, upTo: bigint): Page => {
  let start = 0;
  while (start < page.length && page[start]!.position <= after) start += 1;
  let end = page.length;
  while (end > start && page[end - 1]!.position > upTo) end -= 1;
  return page.slice(start, end);
};
