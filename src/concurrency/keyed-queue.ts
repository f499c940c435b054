/** Runs tasks with the same key one at a time, in the order of arrival; tasks with different keys run side by side. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Keys whose tasks have not all ended. */
  get size(): number {
    return this.#last.size;
  }

  /** Starts `task` when the tasks of this key that were added before have ended. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(task, task);
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
