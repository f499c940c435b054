/** Runs tasks in the order of arrival, one at a time or `width` at the same time. */
export class Queue {
  #running = 0;
  /** Each starts a waiting task. */
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly width = 1) {}

  /**
   * Starts `task` when fewer than `width` tasks before it are running, whether the others succeeded or failed. A task that
   * waits for another task of the same queue may never end.
   */
  async run<T>(task: () => Promise<T> | T): Promise<T> {
    await this.#turn();
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #turn(): Promise<void> | undefined {
    if (this.#running === this.width) return new Promise((start) => this.#waiting.push(start));
    this.#running += 1;
    return undefined;
  }
}
