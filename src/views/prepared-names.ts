/** Names of the prepared statements of a connection, by their SQL text. */
export class PreparedNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly max: number) {}

  get full(): boolean {
    return this.#names.size >= this.max;
  }

  /** The name of a statement; undefined for a new one when the maximum is reached. */
  nameOf(text: string): string | undefined {
    let name = this.#names.get(text);
    if (name === undefined && !this.full)
      this.#names.set(text, (name = `s${this.#names.size + 1}`));
    return name;
  }
}
