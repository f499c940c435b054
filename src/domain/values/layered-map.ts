/** A map that can change, as `Map` and {@link LayeredMap} are. */
export interface ChangeableMap<K, V> extends ReadonlyMap<K, V> {
  set(key: K, value: V): unknown;
  delete(key: K): boolean;
}

/**
 * A map that begins with the entries of another one, and changes without changing that. To make it and to change it costs the
 * same however many entries the other has; that one may not change while the layer is used. The entries are in the order in
 * which a `Map` would have them.
 */
export class LayeredMap<K, V> implements ChangeableMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #own = new Map<K, V>();
  /** Keys of the base that were deleted; those set again since stand in `#own`, at the end. */
  readonly #deleted = new Set<K>();
  #size: number;

  constructor(base: ReadonlyMap<K, V>) {
    this.#base = base;
    this.#size = base.size;
  }

  get size(): number {
    return this.#size;
  }

  /** The keys that were set or deleted since the layer was made. */
  *changed(): Generator<K, undefined> {
    yield* this.#own.keys();
    for (const key of this.#deleted) if (!this.#own.has(key)) yield key;
    return undefined;
  }

  has(key: K): boolean {
    return this.#own.has(key) || this.#inBase(key);
  }

  get(key: K): V | undefined {
    return this.#own.has(key) || !this.#inBase(key) ? this.#own.get(key) : this.#base.get(key);
  }

  set(key: K, value: V): this {
    if (!this.has(key)) this.#size += 1;
    this.#own.set(key, value);
    return this;
  }

  delete(key: K): boolean {
    if (!this.has(key)) return false;
    this.#size -= 1;
    this.#own.delete(key);
    if (this.#base.has(key)) this.#deleted.add(key);
    return true;
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, value] of this.#base)
      if (!this.#deleted.has(key)) yield [key, this.#own.has(key) ? this.#own.get(key)! : value];
    for (const entry of this.#own) if (!this.#inBase(entry[0])) yield entry;
    return undefined;
  }

  *keys(): Generator<K, undefined> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  /** Whether the entry of the base still stands, as it was or set since. */
  #inBase(key: K): boolean {
    return this.#base.has(key) && !this.#deleted.has(key);
  }
}
