import Database from 'better-sqlite3';
import {
  Kysely,
  SqliteDialect,
  SqliteQueryCompiler,
  type QueryCompiler,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { reachFilter } from '../reach-filter.js';
import type { ViewsSchema } from '../schema.js';
import { sqliteDialect } from '../sql-dialect.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';

/** The number of cached prepared statements per connection; beyond it the oldest is dropped. */
const STATEMENTS_MAX = 500;

/** A connection that caches prepared statements. Kysely's SQLite dialect can use it directly. */
export class SqliteConnection implements SqliteDatabase {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, PreparedStatement>();
  #commits: Database.Statement<[], bigint> | undefined;

  constructor(file: string, busyTimeoutMs: number) {
    this.#database = new Database(file, { timeout: busyTimeoutMs });
    // Amounts in fen exceed the exact range of a double, so every integer is read as a bigint.
    this.#database.defaultSafeIntegers(true);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** Changes with each commit of another connection. Prepared once, because it is asked for often. */
  get commits(): bigint {
    return (this.#commits ??= this.#database
      .prepare<[], bigint>('PRAGMA data_version')
      .pluck()).get()!;
  }

  pragma(text: string): unknown {
    return this.#database.pragma(text, { simple: true });
  }

  prepare(sql: string): PreparedStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= STATEMENTS_MAX)
        this.#statements.delete(this.#statements.keys().next().value!);
      statement = new PreparedStatement(this.#database, sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, values: readonly SqlValue[] = [], shared: readonly SqlValue[] = []): void {
    this.prepare(sql).run(values, shared);
  }

  /** The rows as arrays. The connection is busy until all are read. */
  rows(sql: string): IterableIterator<SqlValue[]> {
    return this.#database.prepare<[], SqlValue[]>(sql).raw().iterate();
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

/** The parameter names of the dialect, without the `@`. */
const SHARED_NAMES = Array.from({ length: 64 }, (_, i) => `s${i + 1}`);

class PreparedStatement implements SqliteStatement {
  readonly #statement: Database.Statement<unknown[]>;
  #raw: Database.Statement<unknown[], SqlValue[]> | undefined;

  constructor(
    private readonly database: Database.Database,
    private readonly sql: string,
  ) {
    this.#statement = database.prepare(sql);
  }

  get reader(): boolean {
    return this.#statement.reader;
  }

  all(values: readonly unknown[]): unknown[] {
    return this.#statement.all(values);
  }

  /** The rows as arrays. */
  rows(values: readonly SqlValue[]): SqlValue[][] {
    this.#raw ??= this.database.prepare<unknown[], SqlValue[]>(this.sql).raw();
    return this.#raw.all(values);
  }

  run(values: readonly unknown[], shared: readonly unknown[] = []): Database.RunResult {
    // Arguments are bound faster than elements of an array.
    if (shared.length === 0) return this.#statement.run(...values);
    const named: Record<string, unknown> = {};
    for (let i = 0; i < shared.length; i++) named[SHARED_NAMES[i]!] = shared[i];
    return this.#statement.run(named, ...values);
  }

  iterate(values: readonly unknown[]): IterableIterator<unknown> {
    // A statement that is being iterated is busy: the cached one must stay available.
    return this.database.prepare(this.sql).iterate(values);
  }
}

/** A transaction that is open on the connection. */
export class SqliteViewsTransaction implements ViewsTransaction {
  readonly dialect = sqliteDialect;

  constructor(
    private readonly connection: SqliteConnection,
    readonly db: Kysely<ViewsSchema>,
  ) {}

  run(sql: string, values?: readonly SqlValue[], shared?: readonly SqlValue[]): void {
    this.connection.run(sql, values, shared);
  }

  all<Row>(sql: string, values: readonly SqlValue[] = []): readonly Row[] {
    return this.connection.prepare(sql).all(values) as Row[];
  }

  rows(sql: string, values: readonly SqlValue[]): SqlValue[][] {
    return this.connection.prepare(sql).rows(values);
  }

  async *pages(sql: string, rowsPerPage: number): AsyncIterable<SqlValue[][]> {
    let page: SqlValue[][] = [];
    for (const row of this.connection.rows(sql)) {
      page.push(row);
      if (page.length < rowsPerPage) continue;
      yield page;
      page = [];
      await setImmediate();
    }
    if (page.length > 0) yield page;
  }

  /** Not needed: a reader sees the snapshot at its start. */
  lockOutReaders(): void {}

  async attempt<T>(work: () => Promise<T> | T): Promise<T> {
    this.run('SAVEPOINT attempt');
    try {
      const result = await work();
      this.run('RELEASE attempt');
      return result;
    } catch (error) {
      // A full disk ends the transaction with its savepoints.
      if (this.connection.inTransaction) {
        this.run('ROLLBACK TO attempt');
        this.run('RELEASE attempt');
      }
      throw error;
    }
  }
}

/**
 * SQL whose parameters are written `+?`. SQLite may make another plan for another value of a bare `?`, and then prepares the statement
 * again with each call, which takes longer than most queries: it does so for each LIMIT, and where it weighs two columns with values. A
 * plus changes no value.
 */
class OncePreparedCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

class OncePreparedDialect extends SqliteDialect {
  override createQueryCompiler(): QueryCompiler {
    return new OncePreparedCompiler();
  }
}

/** Kysely on whatever connection is current: a damaged file is replaced, and its connection with it. */
export const sqliteKysely = (connection: () => SqliteConnection): Kysely<ViewsSchema> =>
  new Kysely({
    plugins: [reachFilter],
    dialect: new OncePreparedDialect({
      database: {
        prepare: (sql) => connection().prepare(sql),
        close: () => undefined,
      },
    }),
  });
