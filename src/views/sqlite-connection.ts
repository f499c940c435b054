import Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { SqlValue } from './views-database.js';

/** Statements that stay prepared on a connection; beyond it all are prepared anew. */
const STATEMENTS_MAX = 500;

/** A connection that keeps its statements prepared. Kysely's SQLite dialect drives it as it is. */
export class SqliteConnection implements SqliteDatabase {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(file: string, busyTimeoutMs: number) {
    this.#database = new Database(file, { timeout: busyTimeoutMs });
    // Fen go beyond what a double holds exactly, so every integer is a bigint.
    this.#database.defaultSafeIntegers(true);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  pragma(text: string): unknown {
    return this.#database.pragma(text, { simple: true });
  }

  prepare(sql: string): PreparedStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= STATEMENTS_MAX) this.#statements.clear();
      statement = new PreparedStatement(this.#database, sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, values: readonly SqlValue[] = []): void {
    this.prepare(sql).run(values);
  }

  /** The rows as arrays. The connection can do nothing else until they have been read. */
  rows(sql: string): IterableIterator<SqlValue[]> {
    return this.#database.prepare<[], SqlValue[]>(sql).raw().iterate();
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

class PreparedStatement implements SqliteStatement {
  readonly #statement: Database.Statement<unknown[]>;

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

  run(values: readonly unknown[]): Database.RunResult {
    return this.#statement.run(values);
  }

  iterate(values: readonly unknown[]): IterableIterator<unknown> {
    // A statement that is being iterated is busy; the kept one must stay free for the next caller.
    return this.database.prepare(this.sql).iterate(values);
  }
}
