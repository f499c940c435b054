import type { Kysely } from 'kysely';
import { unlimited } from '../access/access.js';
import { KeptReads } from './kept-reads.js';
import type { SqlDialect } from './sql-dialect.js';
import type { ViewsSchema } from './schema.js';

/** A value that a statement may bind, on every engine. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** Gets one sentence for the operator about each event that concerns the views, such as a rebuild. */
export type ViewsLogger = (sentence: string, error?: unknown) => void;

/**
 * The database of views. It is derived from the log and may be deleted at any time; only the projector writes the
 * projections' tables.
 */
export abstract class Views {
  /** What questions about one budget have read. */
  readonly kept = new KeptReads();

  /** For reads, on a separate connection: sees committed data and is never blocked by the projector. */
  abstract readonly db: Kysely<ViewsSchema>;

  /**
   * Runs `work` in a transaction. There is one writer at a time, in this process and among processes; others wait. Reads
   * inside see the latest commit and no writes of others until the end.
   */
  abstract transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T>;

  /** Drops all tables and recreates the base tables, inside a transaction. */
  abstract clear(tx: ViewsTransaction): Promise<void>;

  /** Deletes the whole database, readable or not, and creates an empty one. */
  abstract replace(): Promise<void>;

  /** How often the connection was lost or tables were missing: then the database may be another one, and caches are stale. */
  abstract readonly resets: number;

  /**
   * Another text after every commit to the views, by whichever process. What was read after a stamp is still what the views say while the
   * stamp is the same.
   */
  abstract stamp(): Promise<string>;

  /** As {@link stamp}, where the engine knows it without asking a server; otherwise undefined. */
  get commits(): string | undefined {
    return undefined;
  }

  /**
   * The answer to a question that is asked with every read, whatever its caller may see. An engine that knows at less cost that
   * nothing was committed since gives the same answer again.
   *
   * @param ask the same function each time
   */
  once<T>(ask: (db: Kysely<ViewsSchema>) => Promise<T>): Promise<T> {
    return unlimited(() => ask(this.db));
  }

  /** The kind of a statement's error. */
  abstract errorKind(error: unknown): ErrorKind;

  abstract close(): Promise<void>;
}

/**
 * `row`: the statement is invalid because of its values, now and later. `corrupt`: the database cannot be read.
 * `unavailable`: the engine cannot work now (disk full, locked, not reachable). `bug`: none of these.
 */
export type ErrorKind = 'row' | 'corrupt' | 'unavailable' | 'bug';

/**
 * A transaction on the write connection. SQLite answers synchronously, a server later: await the result if it is a
 * promise. A failed statement throws at the latest when its attempt or its transaction ends.
 */
export interface ViewsTransaction {
  readonly dialect: SqlDialect;

  /** For queries that are not performance-critical. */
  readonly db: Kysely<ViewsSchema>;

  /** Runs a statement, prepared once per text. `shared` are the values that it may use several times. */
  run(
    sql: string,
    values?: readonly SqlValue[],
    shared?: readonly SqlValue[],
  ): Promise<void> | void;

  /** The rows of a query, prepared once per text. */
  all<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]> | readonly Row[];

  /** The rows of a query as arrays, all at once; the query is prepared once per text. */
  rows(
    sql: string,
    values: readonly SqlValue[],
  ): Promise<readonly (readonly SqlValue[])[]> | readonly (readonly SqlValue[])[];

  /** The rows of a query as arrays, in pages, for tables that do not fit in memory. */
  pages(sql: string, rowsPerPage: number): AsyncIterable<readonly (readonly SqlValue[])[]>;

  /**
   * Blocks new readers of these views until the transaction ends, and waits for the current ones. All views of a switch
   * are locked together, so that a reader of several of them cannot cause a deadlock.
   */
  lockOutReaders(views: readonly string[]): Promise<void> | void;

  /** Runs `work` in a savepoint: if it throws, its writes are rolled back and the error is thrown again. */
  attempt<T>(work: () => Promise<T> | T): Promise<T>;
}
