import { quoted } from '../sql-dialect.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';
import type { Shape } from './shapes.js';

/** The names that are kept in memory, at most. */
const KEPT_MAX = 20_000;

/**
 * The numbers of the names in a generation of a projection, which stand once in a table. A number is known for one transaction: what a
 * transaction has written may be rolled back, and another process may write the next one.
 */
export class NameNumbers {
  readonly #numbers = new Map<string, SqlValue>();
  #tx: ViewsTransaction | null = null;
  readonly #find: string;
  readonly #add: string;

  /** @param table the name of the table on the engine */
  constructor(table: string) {
    this.#find = `SELECT number FROM ${quoted(table)} WHERE name = ?`;
    this.#add = `INSERT INTO ${quoted(table)} (name) VALUES (?) RETURNING number`;
  }

  /** Puts the number of each name in its place among the values of rows; a name that has none gets one. */
  async put(tx: ViewsTransaction, { columns, names }: Shape, values: SqlValue[]): Promise<void> {
    if (names.length === 0) return;
    if (tx !== this.#tx) this.forget();
    this.#tx = tx;
    const width = columns.length;
    for (const column of names)
      for (let at = column; at < values.length; at += width) {
        const name = values[at];
        if (typeof name !== 'string') continue;
        values[at] = this.#numbers.get(name) ?? (await this.#numberOf(tx, name));
      }
  }

  /** Forgets what is known of the transaction, as a part of it was rolled back. */
  forget(): void {
    this.#numbers.clear();
    this.#tx = null;
  }

  async #numberOf(tx: ViewsTransaction, name: string): Promise<SqlValue> {
    const [row] = await tx.rows(this.#find, [name]);
    const number = (row ?? (await tx.rows(this.#add, [name]))[0]!)[0]!;
    if (this.#numbers.size >= KEPT_MAX) this.#numbers.clear();
    this.#numbers.set(name, number);
    return number;
  }
}
