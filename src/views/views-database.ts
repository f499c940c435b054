import type { Kysely } from 'kysely';
import type { SqlDialect } from './sql-dialect.js';
import type { ViewsSchema } from './schema.js';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** Told of what happened to the views without being asked for: one sentence for the operator, on standard error. */
export type ViewsLogger = (sentence: string, error?: unknown) => void;

/**
 * The database of views. All in it follows from the log, so that it may be deleted at any time; nothing but the projector
 * writes the projections' tables.
 */
export abstract class Views {
  /** Reads, on a connection of its own: sees what is committed, is never held up by the projector. */
  abstract readonly db: Kysely<ViewsSchema>;

  /**
   * The writes of `work`, all or none. There is one writer at a time, in this process and among processes; the others
   * wait. Reads inside see the latest commit and nobody else's writes until the end.
   */
  abstract transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T>;

  /** Drops all tables and makes the base tables anew, inside a transaction. */
  abstract clear(tx: ViewsTransaction): Promise<void>;

  /** Throws the whole database away, readable or not, and begins with an empty one. */
  abstract replace(): Promise<void>;

  /** How often the database may have become another one since it was opened: what was known of it then holds no longer. */
  abstract readonly resets: number;

  /** Whose fault an error of a statement is. */
  abstract errorKind(error: unknown): ErrorKind;

  abstract close(): Promise<void>;
}

/**
 * `row`: the statement cannot be, now or later, because of what it says. `corrupt`: the database cannot be read.
 * `world`: the engine cannot work now (disk full, locked, out of reach), whatever the statement. `bug`: none of these.
 */
export type ErrorKind = 'row' | 'corrupt' | 'unavailable' | 'bug';

/**
 * A transaction on the write connection. SQLite answers at once, a server later: await what is a promise. A statement that
 * fails throws at the latest when its attempt or its transaction ends.
 */
export interface ViewsTransaction {
  readonly dialect: SqlDialect;

  /** For queries that are not in a hurry. */
  readonly db: Kysely<ViewsSchema>;

  /** Runs a statement that is kept prepared by its text. `shared` are the values that it may name several times. */
  run(
    sql: string,
    values?: readonly SqlValue[],
    shared?: readonly SqlValue[],
  ): Promise<void> | void;

  /** The rows of a query that is kept prepared by its text. */
  all<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]> | readonly Row[];

  /** The rows of a query as arrays, in pages, for tables that do not fit into memory. */
  pages(sql: string, rowsPerPage: number): AsyncIterable<readonly (readonly SqlValue[])[]>;

  /**
   * Lets no new reader into these views and waits for those that are in them, until the transaction ends. Views that are
   * switched together are taken together, so that no reader of several of them waits for the switch while it waits for him.
   */
  lockOutReaders(views: readonly string[]): Promise<void> | void;

  /** Does `work`; if it throws, takes its writes back and throws on. What came before in the transaction stays. */
  attempt<T>(work: () => Promise<T> | T): Promise<T>;
}
