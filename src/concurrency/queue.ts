/** Runs tasks one at a time, in the order of arrival. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs `task` when all tasks before it have ended, whether they succeeded or failed. A task that waits for another
   * task of the same queue never ends.
   */
  run<T>(task: () => Promise<T> | T): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
