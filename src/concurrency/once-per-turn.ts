/**
 * A question that is asked at most once in a turn of the event loop. Whatever is handled in one turn had arrived before the
 * question was asked, so that a later answer would tell it nothing that it could have known of.
 */
export class OncePerTurn<T> {
  #answer: { readonly value: T } | undefined;

  constructor(private readonly ask: () => T) {}

  /** @throws what `ask` throws; then it is asked again at the next call. */
  get(): T {
    if (this.#answer === undefined) {
      this.#answer = { value: this.ask() };
      setImmediate(() => this.forget());
    }
    return this.#answer.value;
  }

  /** Call it after a change of one's own: the next call asks again. */
  forget(): void {
    this.#answer = undefined;
  }
}
