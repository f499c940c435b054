import { Refusal } from '../../src/domain/errors.js';
import { Views, type ErrorKind, type ViewsTransaction } from '../../src/views/views-database.js';
import type { SqliteViews } from '../../src/views/sqlite/sqlite-views.js';
import type { Random, Scheduler } from './scheduler.js';

/** How often a transaction fails, from 0 to 1: before it begins, before its commit, or after it, when its answer is lost. */
export interface ViewsFaults {
  readonly away: number;
}

/** Views of a real database that is away at times, as one process has them. */
export class SimulatedViews extends Views {
  readonly #failures = new WeakSet<object>();
  #resets = 0;

  constructor(
    private readonly inner: SqliteViews,
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly faults: ViewsFaults,
  ) {
    super();
  }

  get db(): SqliteViews['db'] {
    return this.inner.db;
  }

  get resets(): number {
    return this.#resets;
  }

  async transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T> {
    await this.scheduler.step('views');
    this.#mayBeAway();
    const result = await this.inner.transaction(async (tx) => {
      const worked = await work(tx);
      this.#mayBeAway();
      return worked;
    });
    await this.scheduler.step('answer of the views');
    this.#mayBeAway();
    return result;
  }

  clear(tx: ViewsTransaction): Promise<void> {
    return this.inner.clear(tx);
  }

  replace(): Promise<void> {
    return this.inner.replace();
  }

  stamp(): Promise<string> {
    return this.inner.stamp();
  }

  errorKind(error: unknown): ErrorKind {
    return typeof error === 'object' && error !== null && this.#failures.has(error)
      ? 'unavailable'
      : this.inner.errorKind(error);
  }

  async close(): Promise<void> {}

  #mayBeAway(): void {
    if (!this.random.isTrue(this.faults.away)) return;
    this.#resets += 1;
    const failure = new Refusal('projection-behind', 'The views cannot be used now.');
    this.#failures.add(failure);
    throw failure;
  }
}
