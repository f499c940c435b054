import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { Refusal } from '../../domain/errors.js';
import { postgresAddress } from './address.js';
import { isGone, postgresErrorKind } from './errors.js';

const CONNECTIONS_MAX = 4;
const CONNECT_MS = 5_000;

/** A table in a schema of its own. */
export interface OwnedTable {
  /** What it is, as the comment of its schema says: `documents`. */
  readonly of: string;
  /** The setting with its address, for messages. */
  readonly setting: string;
  /** The schema where the address names none. */
  readonly schema: string;
  readonly table: string;
  /** The statements that make it. The comment of the schema has the number of those applied. */
  readonly migrations: readonly ((table: string) => string)[];
  /** The longest time for one query. */
  readonly queryMs: number;
}

/**
 * A schema of a PostgreSQL database that holds one table which cannot be made again from the log, and nothing else. It is apart from the
 * views, whose schema is dropped when they change.
 */
export class OwnedSchema {
  /** The table with its schema, quoted for SQL. */
  readonly table: string;
  /** The database for messages, without secrets. */
  readonly place: string;
  readonly #schema: string;
  readonly #pool: Pool;
  #migrated: Promise<void> | undefined;

  /** @throws {Refusal} `malformed`: the address is none. */
  constructor(
    address: string,
    private readonly owned: OwnedTable,
  ) {
    const { url, schema, options, place } = postgresAddress(address, owned);
    this.#schema = schema;
    this.place = place;
    this.table = `"${schema}".${owned.table}`;
    this.#pool = new Pool({
      connectionString: url,
      application_name: `budget-ledger ${schema}`,
      // What was acknowledged is there after a crash of the server: nothing else has it.
      options: `${options} -c synchronous_commit=on`.trim(),
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: owned.queryMs,
      keepAlive: true,
      allowExitOnIdle: true,
    });
    // Without a listener an idle connection that breaks would end the process.
    this.#pool.on('error', () => undefined);
  }

  /** The rows of a query, whose table {@link make} has made. */
  async rows<Row extends QueryResultRow>(
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return (await this.#pool.query<Row>(sql, [...values])).rows;
  }

  /**
   * Makes the table where there is none yet, or brings it to this version.
   *
   * @throws {Refusal} `data-folder-unusable`: the schema belongs to another program or to a newer version.
   */
  make(): Promise<void> {
    return (this.#migrated ??= this.#migrate());
  }

  /**
   * Runs queries.
   *
   * @param refusal what is thrown where the database cannot be used now.
   */
  async ask<T>(work: () => Promise<T>, refusal: (cause: Error) => Refusal): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // The next query looks for the table again.
      this.#migrated = undefined;
      if (
        error instanceof Refusal ||
        !(isGone(error) || postgresErrorKind(error) === 'unavailable')
      )
        throw error;
      throw refusal(error as Error);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #migrate(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      await this.#migrateIn(client);
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** One process at a time. */
  async #migrateIn(client: PoolClient): Promise<void> {
    const schema = this.#schema;
    const { of, setting, migrations } = this.owned;
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `budget-ledger ${of} ${schema}`,
    ]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    const { rows } = await client.query<{ version: string | null; tables: string }>(
      `SELECT obj_description(to_regnamespace($1)::oid, 'pg_namespace') AS version,
         (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1)) AS tables`,
      [schema],
    );
    const { version, tables } = rows[0]!;
    const [, applied] = new RegExp(`^budget-ledger ${of} (\\d+)$`).exec(version ?? '') ?? [];
    if ((applied === undefined && tables !== '0') || Number(applied) > migrations.length)
      throw new Refusal(
        'data-folder-unusable',
        `The schema of ${this.place} belongs to another program or to a newer version of budget-ledger: name another schema in ${setting}.`,
      );
    for (const up of migrations.slice(Number(applied ?? 0))) await client.query(up(this.table));
    await client.query(
      `COMMENT ON SCHEMA "${schema}" IS 'budget-ledger ${of} ${migrations.length}'`,
    );
  }
}
