import { Notifier } from '../concurrency/notifier.js';
import type { EventPage, StoredEvent, Take } from './event-log.js';

/** How much is kept for followers that are a little behind: so many events, and characters of their texts. */
const EVENTS_MAX = 1_000;
const CHARACTERS_MAX = 8 * 1024 * 1024;

/** The events of a page that one reader reads alone: a thousand readers may each hold one while their clients do not read. */
export const FOLLOWED_PAGE_EVENTS = 50;

/** Where a tail has its events from. */
export interface TailSource {
  /** Begins to tell the tail where the log ends, and what is new after that. The result ends it. */
  readonly start: () => () => void;
  /** The events after a position, up to the end of the log. */
  readonly history: (after: bigint, signal: AbortSignal) => AsyncIterable<EventPage>;
}

/**
 * The end of a log, which is read once for all who follow it: they get the same objects. Who is further behind than what is
 * kept reads the log itself, until it is not. Nothing is read while nobody follows.
 */
export class LogTail {
  private events: StoredEvent[] = [];
  private characters = 0;
  /** Every event after it is kept; undefined until the end of the log is known. */
  private from: bigint | undefined;
  private failures = 0;
  private failure: unknown;
  private followers = 0;
  private stop: (() => void) | undefined;
  private isClosed = false;
  /** What was given last: who is as far gets the same page. */
  private given: { readonly after: bigint; readonly page: EventPage } | undefined;
  private readonly changes = new Notifier();

  constructor(private readonly source: TailSource) {}

  /** The last position that is known; undefined while nobody follows. */
  get end(): bigint | undefined {
    return this.events.at(-1)?.position ?? this.from;
  }

  /** As {@link EventLog.follow}. @throws what the tail was told by {@link fail}, and what reading the history throws. */
  async *follow(after: bigint, signal: AbortSignal, take?: Take): AsyncGenerator<EventPage> {
    let cursor = after;
    const { failures } = this;
    this.followers += 1;
    try {
      while (!signal.aborted && !this.isClosed) {
        if (this.failures !== failures) throw this.failure;
        this.stop ??= this.source.start();
        const page = this.after(cursor);
        if (page === undefined) {
          const from = this.from!;
          for await (const old of this.source.history(cursor, signal)) {
            cursor = old.at(-1)!.position;
            yield old;
            if (signal.aborted) return;
          }
          // There may be none up to where the tail begins.
          if (cursor < from) cursor = from;
        } else if (page.length === 0 && take) cursor = await this.handOut(cursor, signal, take);
        else if (page.length === 0) await this.changes.wait({ signal });
        else {
          cursor = page.at(-1)!.position;
          yield page;
        }
      }
    } catch (error) {
      if (!signal.aborted && !this.isClosed) throw error;
    } finally {
      this.followers -= 1;
      if (this.followers === 0) this.forget();
    }
  }

  /**
   * What is kept after a position and up to another one, waiting for that as long as `timeoutMs`. Undefined where it is not all
   * kept, does not come in time, or nobody follows.
   */
  async between(after: bigint, upTo: bigint, timeoutMs: number): Promise<EventPage | undefined> {
    const deadline = performance.now() + timeoutMs;
    while (this.from !== undefined && after >= this.from) {
      if (this.end! >= upTo)
        return this.events.slice(this.placeAfter(after), this.placeAfter(upTo));
      const left = deadline - performance.now();
      if (left <= 0) return undefined;
      await this.changes.wait({ timeoutMs: left });
    }
    return undefined;
  }

  /** The log ends here. What was kept is forgotten: who had less reads the log. */
  begin(end: bigint): void {
    this.events = [];
    this.given = undefined;
    this.characters = 0;
    this.from = end;
    this.changes.notifyAll();
  }

  /** What comes after {@link end}. */
  add(page: EventPage): void {
    for (const event of page) {
      this.events.push(event);
      this.characters += charactersOf(event);
    }
    let first = 0;
    while (this.events.length - first > EVENTS_MAX || this.characters > CHARACTERS_MAX) {
      const oldest = this.events[first]!;
      this.from = oldest.position;
      this.characters -= charactersOf(oldest);
      first += 1;
    }
    this.events.splice(0, first);
    this.given = undefined;
    this.changes.notifyAll();
  }

  /** Ends all followers with an error. Who follows after that begins anew. */
  fail(error: unknown): void {
    this.failures += 1;
    this.failure = error;
    this.forget();
    this.changes.notifyAll();
  }

  /** Ends all followers without an error. */
  close(): void {
    this.isClosed = true;
    this.forget();
    this.changes.notifyAll();
  }

  /**
   * Gives out what is new, until the follower is not ready for more, is behind, or has to end.
   *
   * @returns how far it is
   */
  private handOut(after: bigint, signal: AbortSignal, take: Take): Promise<bigint> {
    const { failures } = this;
    return new Promise((resolve, reject) => {
      let cursor = after;
      const end = (): void => {
        endListening();
        signal.removeEventListener('abort', stop);
      };
      const stop = (): void => {
        end();
        resolve(cursor);
      };
      const onChange = (): void => {
        const page = this.failures === failures && !this.isClosed ? this.after(cursor) : undefined;
        if (page === undefined) {
          stop();
          return;
        }
        const last = page.at(-1);
        if (last === undefined) return;
        try {
          const pending = take(page);
          cursor = last.position;
          if (pending === undefined) return;
          end();
          resolve(pending.then(() => cursor));
        } catch (error) {
          end();
          reject(error as Error);
        }
      };
      const endListening = this.changes.listen(onChange);
      signal.addEventListener('abort', stop);
    });
  }

  /** What is kept after a position; undefined where more was recorded after it. */
  private after(position: bigint): EventPage | undefined {
    // Its source finds it out.
    if (this.from === undefined) return [];
    if (position < this.from) return undefined;
    if (this.given?.after === position) return this.given.page;
    const page = this.events.slice(this.placeAfter(position));
    this.given = { after: position, page };
    return page;
  }

  private placeAfter(position: bigint): number {
    let place = this.events.length;
    while (place > 0 && this.events[place - 1]!.position > position) place -= 1;
    return place;
  }

  private forget(): void {
    this.stop?.();
    this.stop = undefined;
    this.events = [];
    this.given = undefined;
    this.characters = 0;
    this.from = undefined;
  }
}

const charactersOf = ({ data, meta }: StoredEvent): number => data.length + meta.length;
