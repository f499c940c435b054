/** Statements that a connection keeps prepared, by their texts. */
export class PreparedNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly max: number) {}

  get full(): boolean {
    return this.#names.size >= this.max;
  }

  /** Undefined for a text that there is no room for. */
  nameOf(text: string): string | undefined {
    let name = this.#names.get(text);
    if (name === undefined && !this.full)
      this.#names.set(text, (name = `s${this.#names.size + 1}`));
    return name;
  }
}
