import { type Kysely, sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { viewsMigrations, type BaseTypes } from '../../../migrations/views/index.js';
import { unlimited } from '../../access/access.js';
import { Refusal } from '../../domain/errors.js';
import { postgresAddress, type PostgresAddress } from './address.js';
import { postgresErrorKind, isBroken, isLockTimeout, isRefused, asRefusal } from './errors.js';
import { postgresKysely } from './kysely.js';
import { limitRows } from '../writer/generation-tables.js';
import { reader, readers, writer } from './pool.js';
import { PostgresTransaction } from './transaction.js';
import { PreparedNames } from '../prepared-names.js';
import type { ViewsSchema } from '../schema.js';
import { BYTE_ORDER, quoted } from '../sql-dialect.js';
import { Queue } from '../../concurrency/queue.js';
import { retry } from '../../concurrency/retry.js';
import {
  Views,
  type ErrorKind,
  type ViewsLogger,
  type ViewsTransaction,
} from '../views-database.js';

/** How long to wait for transactions of other instances, in ms. */
const WRITE_WAIT_MS = 600_000;
/** Prepared statements of the write connection, which is replaced by a new one when it has as many. */
const PREPARED_MAX = 500;

const SCHEMA = viewsMigrations.at(-1)!.name;
const BASE_TYPES: BaseTypes = { text: sql.raw(`text ${BYTE_ORDER}`) };

/**
 * The views in a schema of a PostgreSQL server, for any number of instances. One instance writes at a time: it holds an
 * advisory lock for its transaction, which the server releases when the instance dies.
 */
export class PostgresViews extends Views {
  readonly db: Kysely<ViewsSchema>;
  readonly #address: PostgresAddress;
  readonly #readers: Pool;
  readonly #writer: Pool;
  readonly #writes = new Queue();
  #resets = 0;
  /** The write connection that has checked the base tables. */
  #checked: PoolClient | null = null;
  readonly #prepared = new WeakMap<PoolClient, PreparedNames>();
  /** The object id of the base tables: another id means that another process has recreated them. */
  #origin: bigint | null = null;

  private constructor(
    url: string,
    private readonly logger: ViewsLogger,
  ) {
    super();
    this.#address = postgresAddress(url);
    const onReset = (): void => void (this.#resets += 1);
    this.#readers = readers(this.#address, onReset);
    this.#writer = writer(this.#address, onReset);
    this.db = postgresKysely(() => reader(this.#readers, this.#address, onReset));
  }

  /**
   * Connects and creates the schema. Tables of another version of the program are dropped; the projector fills the views
   * again. A server that cannot be reached is only logged: it is needed when the views are used.
   *
   * @throws {Refusal} `data-folder-unusable`: access is denied, or the schema belongs to another program.
   */
  static async open(url: string, logger: ViewsLogger): Promise<PostgresViews> {
    const views = new PostgresViews(url, logger);
    try {
      await views.transaction(() => undefined);
    } catch (error) {
      if (postgresErrorKind(error) !== 'unavailable' || isRefused(error)) {
        await views.close();
        throw error;
      }
      logger((error as Error).message, error);
    }
    return views;
  }

  async stamp(): Promise<string> {
    const [projections, stops] = await Promise.all([
      this.db
        .selectFrom('projections')
        .select(['name', 'generation', 'state', 'position', 'moved_at'])
        .where('state', '=', 'live')
        .orderBy('name')
        .execute(),
      this.db
        .selectFrom('stopped_budgets')
        .select(({ fn }) => [fn.countAll().as('stops'), fn.sum('after_position').as('after')])
        .executeTakeFirstOrThrow(),
    ]);
    return [
      this.#resets,
      String(stops.stops),
      String(stops.after),
      ...projections.flatMap((row) => Object.values(row)),
    ].join(' ');
  }

  get resets(): number {
    return this.#resets;
  }

  transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T> {
    return this.#writes.run(async () => {
      try {
        return await unlimited(() => this.#transaction(work));
      } catch (error) {
        throw asRefusal(error, this.#address.place);
      }
    });
  }

  async clear(tx: ViewsTransaction): Promise<void> {
    for (const { name, kind } of await relations(tx))
      await tx.run(`DROP ${kind === 'v' ? 'VIEW' : 'TABLE'} IF EXISTS ${quoted(name)} CASCADE`);
    for (const migration of viewsMigrations)
      await migration.up(tx.db as Kysely<unknown>, BASE_TYPES);
    await limitRows(tx, 'stopped_budgets', 'stopped_budgets');
    await tx.run(`INSERT INTO views_origin ("schema") VALUES ('${SCHEMA}')`);
    this.#origin = await originOf(tx);
  }

  async replace(): Promise<void> {
    const known = this.#origin;
    await this.transaction(async (tx) => {
      // Another process may have recreated the tables in the meantime.
      if (known === (await originOf(tx))) await this.clear(tx);
    });
  }

  errorKind(error: unknown): ErrorKind {
    return postgresErrorKind(error);
  }

  async close(): Promise<void> {
    await this.#writes.run(() => this.#writer.end());
    await this.#readers.end();
  }

  async #transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T> {
    const client = await this.#writer.connect();
    const prepared = this.#prepared.get(client) ?? new PreparedNames(PREPARED_MAX);
    this.#prepared.set(client, prepared);
    let discard = true;
    try {
      const tx = new PostgresTransaction(client, prepared);
      await this.#begin(client);
      if (this.#checked !== client) await this.#ensureTables(tx);
      const result = await work(tx);
      await tx.completed();
      await client.query('COMMIT');
      this.#checked = client;
      discard = prepared.full;
      return result;
    } catch (error) {
      discard = isBroken(error) || !(await rolledBack(client));
      // The base tables may have been created in the transaction that was rolled back.
      this.#checked = null;
      throw error;
    } finally {
      client.release(discard);
    }
  }

  /** Begins a transaction when no other instance writes. Waits in short attempts. */
  async #begin(client: PoolClient): Promise<void> {
    const lockTimedOut = async (error: unknown): Promise<boolean> => {
      if (!isLockTimeout(error)) return false;
      await client.query('ROLLBACK');
      return true;
    };
    await retry(
      () =>
        Promise.all([
          client.query('BEGIN'),
          client.query(
            `SELECT pg_advisory_xact_lock(hashtextextended('budget-ledger views ' || $1, 0))`,
            [this.#address.schema],
          ),
        ]),
      { when: lockTimedOut, timeoutMs: WRITE_WAIT_MS },
    );
  }

  /** Makes sure that the schema exists and has this version's base tables. */
  async #ensureTables(tx: ViewsTransaction): Promise<void> {
    const { schema, place } = this.#address;
    const [server] = await tx.all<{ encoding: string; there: boolean }>(
      `SELECT current_setting('server_encoding') AS encoding, to_regnamespace($1) IS NOT NULL AS there`,
      [schema],
    );
    if (server!.encoding !== 'UTF8')
      throw new Refusal(
        'data-folder-unusable',
        `The database of ${place} has the encoding ${server!.encoding}: name one with the encoding UTF8.`,
      );
    if (!server!.there) await tx.run(`CREATE SCHEMA ${quoted(schema)}`);
    const present = await relations(tx);
    if (present.some(({ name }) => name === 'views_origin')) {
      const origin = await tx.db.selectFrom('views_origin').select('schema').executeTakeFirst();
      if (origin?.schema === SCHEMA) {
        this.#origin = await originOf(tx);
        return;
      }
      this.logger(
        `The views at ${place} belong to another version of budget-ledger: they are rebuilt from the log.`,
      );
    } else if (present.length > 0)
      throw new Refusal(
        'data-folder-unusable',
        `The schema of ${place} contains tables of another program, such as ${present[0]!.name}: name another schema with ?schema=.`,
      );
    await this.clear(tx);
  }
}

const relations = (
  tx: ViewsTransaction,
): Promise<readonly { name: string; kind: string }[]> | readonly { name: string; kind: string }[] =>
  tx.all(
    `SELECT relname AS name, relkind AS kind FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v') ORDER BY relkind DESC, relname`,
  );

/** Null when there is none. */
const originOf = async (tx: ViewsTransaction): Promise<bigint | null> => {
  const [row] = await tx.all<{ origin: bigint | null }>(
    `SELECT to_regclass('views_origin')::oid::int8 AS origin`,
  );
  return row!.origin;
};

const rolledBack = async (client: PoolClient): Promise<boolean> => {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
};
