import type { Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import { retry } from '../../concurrency/retry.js';
import { isLockTimeout } from './errors.js';
import { postgresKysely } from './kysely.js';
import type { PreparedNames } from '../prepared-names.js';
import { postgresDialect, quoted } from '../sql-dialect.js';
import type { ViewsSchema } from '../schema.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';

/** The number of statements without an answer; their values are kept in memory. */
const PENDING_MAX = 16;
/** How long one attempt to lock out readers waits, in ms. Less than the server's deadlock timeout of 1 s. */
const LOCK_OUT_MS = 300;
const LOCK_OUTS_MAX = 100;

/** A transaction whose statements are pipelined: they are sent in order, and their answers are awaited together. */
export class PostgresTransaction implements ViewsTransaction {
  readonly dialect = postgresDialect;
  readonly db: Kysely<ViewsSchema>;
  readonly #pending = new Set<Promise<void>>();
  /** The error of the first failed statement: later ones fail because of it. */
  #failure: { readonly error: unknown } | null = null;

  constructor(
    private readonly client: PoolClient,
    private readonly prepared: PreparedNames,
  ) {
    this.db = postgresKysely(() => ({
      query: (sql, values) => this.#answer(this.client.query(sql, [...values])),
      release: () => undefined,
    }));
  }

  /** Sends a statement; its failure is thrown by `completed`. The promise, if any, resolves when more may be sent. */
  run(
    sql: string,
    values: readonly SqlValue[] = [],
    shared: readonly SqlValue[] = [],
  ): Promise<void> | void {
    const name = values.length + shared.length > 0 ? this.prepared.nameOf(sql) : undefined;
    const sent: Promise<void> = this.client
      .query({ ...(name && { name }), text: sql, values: [...shared, ...values] })
      .then(
        () => undefined,
        (error: unknown) => void (this.#failure ??= { error }),
      )
      .finally(() => this.#pending.delete(sent));
    this.#pending.add(sent);
    return this.#pending.size < PENDING_MAX ? undefined : Promise.race(this.#pending);
  }

  async all<Row>(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return (await this.#answer(this.client.query(sql, [...values]))).rows as Row[];
  }

  async rows(sql: string, values: readonly SqlValue[]): Promise<readonly (readonly SqlValue[])[]> {
    const name = this.prepared.nameOf(sql);
    const query = { ...(name && { name }), text: sql, values: [...values], rowMode: 'array' };
    return (await this.#answer(this.client.query<SqlValue[]>(query))).rows;
  }

  async *pages(sql: string, rowsPerPage: number): AsyncIterable<readonly (readonly SqlValue[])[]> {
    void this.run(`DECLARE pages NO SCROLL CURSOR FOR ${sql}`);
    for (;;) {
      const { rows } = await this.#answer(
        this.client.query<SqlValue[]>({
          text: `FETCH ${rowsPerPage} FROM pages`,
          rowMode: 'array',
        }),
      );
      if (rows.length > 0) yield rows;
      if (rows.length < rowsPerPage) break;
    }
    void this.run('CLOSE pages');
  }

  async lockOutReaders(views: readonly string[]): Promise<void> {
    const present = await this.all<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'v' AND relname = ANY($1)`,
      [`{${views.map(quoted).join(',')}}`],
    );
    if (present.length === 0) return;
    const names = present.map(({ name }) => quoted(name)).join(', ');
    const lock = (): Promise<void> =>
      this.attempt(async () => {
        void this.run(`SET LOCAL lock_timeout = ${LOCK_OUT_MS}`);
        void this.run(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
        void this.run('RESET lock_timeout');
      });
    await retry(lock, {
      when: isLockTimeout,
      attemptsMax: LOCK_OUTS_MAX,
      // Readers that arrived meanwhile go first.
      pauseMs: () => LOCK_OUT_MS * Math.random(),
    });
  }

  async attempt<T>(work: () => Promise<T> | T): Promise<T> {
    void this.run('SAVEPOINT attempt');
    try {
      const result = await work();
      await this.completed();
      void this.run('RELEASE attempt');
      return result;
    } catch (error) {
      await Promise.all(this.#pending);
      const failure = this.#failure ?? { error };
      this.#failure = null;
      void this.run('ROLLBACK TO attempt');
      void this.run('RELEASE attempt');
      await Promise.all(this.#pending);
      // The rollback failed too: the transaction is over, because of the first error.
      if (this.#failure !== null) this.#failure = failure;
      throw failure.error;
    }
  }

  /** Waits for the answers to all statements. @throws the error of the first failed one. */
  async completed(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #answer<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw (this.#failure ??= { error }).error;
    }
  }
}
