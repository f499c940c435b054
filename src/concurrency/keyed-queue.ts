/** Runs tasks with the same key one at a time, in the order of arrival; tasks with different keys run side by side. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Keys whose tasks have not all ended. */
  get size(): number {
    return this.#last.size;
  }

  /** Starts `task` at once when no task of this key is running. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const result = before === undefined ? task() : before.then(task, task);
    this.#last.set(key, result);
    const forget = (): void => {
      if (this.#last.get(key) === result) this.#last.delete(key);
    };
    result.then(forget, forget);
    return result;
  }

  /** Resolves when the tasks that were added so far have ended, whether they succeeded or failed. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
