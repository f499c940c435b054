import type { Appended, ExpectedVersion, NewEvent } from '../event-log.js';

/** Limits of one commit, because writing it blocks the process. One tick may exceed them. */
const COMMIT_EVENTS_MAX = 4_096;
const COMMIT_CHARACTERS_MAX = 8 * 1024 * 1024;

/** An append as the caller requested it. */
interface Request {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly data: readonly string[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** An append in the queue, with its size in characters and, once it was tried, its outcome or failure. */
export interface Waiting extends Request {
  readonly characters: number;
  /** Appends of one tick stay together. */
  readonly tick: number;
  outcome: Appended | undefined;
  failure: unknown;
}

/** Appends that wait for the next commit, in the order of arrival. */
export class AppendQueue {
  private queue: Waiting[] = [];
  private tick = 0;
  private tickOpen = false;

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  add(request: Request): void {
    let characters = 0;
    for (const text of request.data) characters += text.length;
    this.queue.push({
      ...request,
      characters,
      tick: this.currentTick(),
      outcome: undefined,
      failure: undefined,
    });
  }

  /** Removes the appends of the next commit: as many whole ticks as fit, or as much of the first tick as fits. */
  take(): Waiting[] {
    let end = 0;
    let events = 0;
    let characters = 0;
    let tickStart = 0;
    for (; end < this.queue.length; end++) {
      const waiting = this.queue[end]!;
      if (end > 0 && waiting.tick !== this.queue[end - 1]!.tick) tickStart = end;
      events += waiting.events.length;
      characters += waiting.characters;
      if (end > 0 && (events > COMMIT_EVENTS_MAX || characters > COMMIT_CHARACTERS_MAX)) break;
    }
    if (end === this.queue.length) {
      const all = this.queue;
      this.queue = [];
      return all;
    }
    return this.queue.splice(0, tickStart > 0 ? tickStart : end);
  }

  /** The first two appends of a queue count as one tick, so that a single append needs no `nextTick`. */
  private currentTick(): number {
    if (this.queue.length === 0) return ++this.tick;
    if (!this.tickOpen) {
      if (this.queue.length > 1) this.tick += 1;
      this.tickOpen = true;
      process.nextTick(() => {
        this.tickOpen = false;
      });
    }
    return this.tick;
  }
}
