import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { seeded } from '../support/seeded.js';

/** Random numbers from a seed: the same seed gives the same numbers. */
export class Random {
  /** From 0 to 1, exclusive. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed);
  }

  /** A whole number from 0 to `end`, exclusive. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  isTrue(probability: number): boolean {
    return this.next() < probability;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

/** The process was killed: what it awaits never gives a result. */
export class ProcessKilled extends Error {
  override readonly name = 'ProcessKilled';
}

/** A process of the simulation, as far as the scheduler knows it. */
export interface Schedulable {
  readonly name: string;
  isAlive: boolean;
}

interface Parked {
  readonly label: string;
  readonly process: Schedulable | null;
  /** The number of steps before which it is not chosen, unless there is nothing else to do. */
  readonly notBefore: number;
  readonly run: () => void;
  readonly kill: (error: Error) => void;
}

interface Timer {
  readonly at: number;
  readonly process: Schedulable | null;
  readonly run: () => void;
}

/** 2025-02-01T00:00:00Z, where the virtual clock begins: the years of the budgets are over. */
const START_MS = Date.UTC(2025, 1, 1);
/** How often a timer ends although other work could be done. */
const TIMER_FIRST = 0.02;
/** How often a step is delayed, and by how many other steps at most. */
const DELAYED = 0.1;
const DELAY_STEPS_MAX = 60;
/** The number of turns of the event loop in which nothing waits for the scheduler, before time passes. */
const IDLE_TURNS = 20;
/** A run has a few thousand steps. */
const STEPS_MAX = 300_000;

/**
 * Decides, by a seed, which of the waiting operations continues next, and when time passes. One operation runs at a time,
 * up to its next wait, so that a seed gives the same run each time.
 *
 * During {@link install} the timers and the clock of this program are virtual.
 */
export class Scheduler {
  readonly #parked: Parked[] = [];
  readonly #timers = new Map<number, Timer>();
  readonly #process = new AsyncLocalStorage<Schedulable | null>();
  readonly #trace = createHash('sha256');
  #lastTimer = 0;
  #steps = 0;
  #now = START_MS;

  constructor(private readonly random: Random) {}

  /** Milliseconds since 1970 on the virtual clock. */
  get now(): number {
    return this.#now;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Adds a line to the trace: two runs of one seed have the same {@link hash}. */
  note(line: string): void {
    this.#trace.update(`${line}\n`);
  }

  /** The hash of all steps until now. */
  hash(): string {
    return this.#trace.copy().digest('hex');
  }

  /** Runs work as a process: its waits end with an error once the process is killed. */
  as<T>(process: Schedulable | null, work: () => T): T {
    return this.#process.run(process, work);
  }

  /**
   * Waits until this operation is chosen.
   *
   * @throws {ProcessKilled} its process was killed before.
   */
  async step(label: string): Promise<void> {
    const process = this.#process.getStore() ?? null;
    if (process?.isAlive === false) throw new ProcessKilled();
    await new Promise<void>((resolve, reject) => {
      const delay = this.random.isTrue(DELAYED) ? this.random.below(DELAY_STEPS_MAX) : 0;
      this.#parked.push({
        label,
        process,
        notBefore: this.#steps + delay,
        run: resolve,
        kill: reject,
      });
    });
  }

  /** Runs work some time later, outside of any process: what is on its way through the network when a process ends. */
  later(label: string, work: () => void): void {
    this.#parked.push({
      label,
      process: null,
      notBefore: this.#steps + this.random.below(DELAY_STEPS_MAX),
      run: work,
      kill: () => undefined,
    });
  }

  /** Ends all waits of a process with {@link ProcessKilled}, now and in future; its timers never end. */
  kill(process: Schedulable): void {
    process.isAlive = false;
    for (const [id, timer] of this.#timers) if (timer.process === process) this.#timers.delete(id);
    for (let i = this.#parked.length - 1; i >= 0; i -= 1)
      if (this.#parked[i]!.process === process)
        this.#parked.splice(i, 1)[0]!.kill(new ProcessKilled());
  }

  /**
   * Lets operations continue, one by one, until the work has ended.
   *
   * @throws {Error} the work cannot end, because nothing is left to do, or takes too long.
   */
  async run<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = (): void => void (isOver = true);
    work.then(over, over);
    for (let idle = 0; ;) {
      await turn();
      if (isOver) return work;
      if (this.#parked.length > 0) idle = 0;
      // What waits for the end of a turn is not waiting for time to pass.
      else if ((idle += 1) < IDLE_TURNS) continue;
      this.#next();
      // What a timer begins may wait for the end of a turn too.
      idle = 0;
    }
  }

  /** Lets everything continue that waits for the scheduler, until nothing does; timers do not end. */
  async settled(): Promise<void> {
    for (let idle = 0; idle < IDLE_TURNS;) {
      await turn();
      if (this.#parked.length === 0) idle += 1;
      else {
        idle = 0;
        this.#next(false);
      }
    }
  }

  #next(canPass = true): void {
    this.#steps += 1;
    if (this.#steps > STEPS_MAX) throw new Error(`the run does not end after ${STEPS_MAX} steps`);
    const timers = canPass && this.#timers.size > 0;
    if (this.#parked.length === 0 || (timers && this.random.isTrue(TIMER_FIRST))) {
      if (!timers) throw new Error('nothing can continue: the processes wait for each other');
      this.#endTimer();
      return;
    }
    const ready = this.#parked.filter(({ notBefore }) => notBefore <= this.#steps);
    const chosen = this.random.of(ready.length > 0 ? ready : this.#parked);
    this.#parked.splice(this.#parked.indexOf(chosen), 1);
    this.#now += 1;
    this.note(`${chosen.process?.name ?? '-'} ${chosen.label}`);
    this.as(chosen.process, chosen.run);
  }

  #endTimer(): void {
    let first: [number, Timer] | undefined;
    for (const each of this.#timers) if (!first || each[1].at < first[1].at) first = each;
    const [id, { at, process, run }] = first!;
    this.#timers.delete(id);
    this.#now = Math.max(this.#now, at);
    this.note(`${process?.name ?? '-'} timer`);
    this.as(process, run);
  }

  /** Makes the timers, the clock and the random pauses of this program those of the seed; the result restores them. */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    const dateNow = Date.now;
    const random = Math.random;
    const performanceNow = performance.now;
    globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const process = this.#process.getStore() ?? null;
      const id = (this.#lastTimer += 1);
      if (process?.isAlive !== false)
        this.#timers.set(id, { at: this.#now + ms, process, run: () => run(...args) });
      return { id, unref: () => undefined, ref: () => undefined };
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((timer?: { readonly id: number }) => {
      if (timer !== undefined) this.#timers.delete(timer.id);
    }) as unknown as typeof clearTimeout;
    Date.now = () => this.#now;
    Math.random = () => this.random.next();
    performance.now = () => this.#now - START_MS;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Date.now = dateNow;
      Math.random = random;
      performance.now = performanceNow;
    };
  }
}
