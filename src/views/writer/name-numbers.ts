import { quoted } from '../sql-dialect.js';
import type { ViewsTransaction } from '../views-database.js';

/** The names that are kept in memory, at most. */
const KEPT_MAX = 20_000;

/**
 * The numbers of the names in a generation of a projection, which stand once in a table. A number is known for one transaction: what a
 * transaction has written may be rolled back, and another process may write the next one.
 */
export class NameNumbers {
  readonly #numbers = new Map<string, bigint>();
  #tx: ViewsTransaction | null = null;
  readonly #find: string;
  readonly #add: string;

  /** @param table the name of the table on the engine */
  constructor(table: string) {
    this.#find = `SELECT number FROM ${quoted(table)} WHERE name = ?`;
    this.#add = `INSERT INTO ${quoted(table)} (name) VALUES (?) RETURNING number`;
  }

  /** The number of a name in a transaction; a name that has none gets one. At once where it is known. */
  of(tx: ViewsTransaction, name: string): bigint | Promise<bigint> {
    if (tx !== this.#tx) this.forget();
    this.#tx = tx;
    return this.#numbers.get(name) ?? this.#read(tx, name);
  }

  /** Forgets what is known of the transaction, as a part of it was rolled back. */
  forget(): void {
    this.#numbers.clear();
    this.#tx = null;
  }

  async #read(tx: ViewsTransaction, name: string): Promise<bigint> {
    const [row] = await tx.rows(this.#find, [name]);
    const number = (row ?? (await tx.rows(this.#add, [name]))[0]!)[0] as bigint;
    if (this.#numbers.size >= KEPT_MAX) this.#numbers.clear();
    this.#numbers.set(name, number);
    return number;
  }
}
