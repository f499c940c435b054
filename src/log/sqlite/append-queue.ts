import type { Appended, ExpectedVersion, NewEvent } from '../event-log.js';

/** What one commit holds at most, unless one tick alone brings more: it bounds how long the process stands still. */
const COMMIT_EVENTS_MAX = 4_096;
const COMMIT_CHARACTERS_MAX = 8 * 1024 * 1024;

/** An append as it is asked for. */
interface Asked {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly data: readonly string[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

export interface Waiting extends Asked {
  readonly characters: number;
  /** Appends of one tick stay together. */
  readonly tick: number;
  outcome: Appended | undefined;
  failure: unknown;
}

/** Appends that wait for the next commit, in the order in which they came. */
export class AppendQueue {
  private queue: Waiting[] = [];
  private tick = 0;
  private tickOpen = false;

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  add(asked: Asked): void {
    let characters = 0;
    for (const text of asked.data) characters += text.length;
    this.queue.push({
      ...asked,
      characters,
      tick: this.currentTick(),
      outcome: undefined,
      failure: undefined,
    });
  }

  /** Whole ticks from the queue's front, as many as fit a commit; of a tick that alone does not fit, as much as does. */
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

  /** The first two of a queue count as one tick: so an append that comes alone pays nothing for the counting. */
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
