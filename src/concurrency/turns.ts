/** Lets one piece of work go on at a time, in the order of arrival. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` when all that came before is done, however it ended. Work that takes a turn inside a turn waits for ever. */
  take<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
