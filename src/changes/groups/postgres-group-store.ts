import { Pool, type PoolClient } from 'pg';
import { GROUP_MIGRATIONS } from '../../../migrations/groups/index.js';
import { Refusal } from '../../domain/errors.js';
import { postgresAddress, type PostgresAddress } from '../../views/postgres/address.js';
import { isGone, postgresErrorKind } from '../../views/postgres/errors.js';
import { firstRevision, GroupStore, type Kept } from './group-store.js';

/** The schema of the groups when the address names none. */
const SCHEMA = 'budget_ledger_groups';
const CONNECTIONS_MAX = 4;
const CONNECT_MS = 5_000;
const QUERY_MS = 10_000;

/** The groups in a schema of a PostgreSQL database, which is made when the first one is used. */
export class PostgresGroupStore extends GroupStore {
  readonly #address: PostgresAddress;
  readonly #table: string;
  readonly #pool: Pool;
  #migrated: Promise<void> | undefined;

  /** @throws {Refusal} `malformed`: the address is none. */
  constructor(url: string) {
    super();
    this.#address = postgresAddress(url, { setting: 'LEDGER_GROUPS', schema: SCHEMA });
    this.#table = `"${this.#address.schema}".groups`;
    this.#pool = new Pool({
      connectionString: this.#address.url,
      application_name: `budget-ledger ${this.#address.schema}`,
      // What was acknowledged must not come again after a crash of the server.
      options: `${this.#address.options} -c synchronous_commit=on`.trim(),
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
      allowExitOnIdle: true,
    });
    // Without a listener an idle connection that breaks would end the process.
    this.#pool.on('error', () => undefined);
  }

  async read(name: string): Promise<Kept | undefined> {
    const [found] = await this.#ask<{ revision: string; state: string }>(
      `SELECT revision, state FROM ${this.#table} WHERE name = $1`,
      [name],
    );
    return found && { revision: Number(found.revision), state: found.state };
  }

  async names(): Promise<readonly string[]> {
    const rows = await this.#ask<{ name: string }>(
      `SELECT name FROM ${this.#table} ORDER BY name COLLATE "C"`,
      [],
    );
    return rows.map(({ name }) => name);
  }

  async write(name: string, revision: number, state: string): Promise<boolean> {
    const rows = await this.#ask(
      revision === 0
        ? `INSERT INTO ${this.#table} (name, state, revision) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`
        : `UPDATE ${this.#table} SET state = $2, revision = revision + 1 WHERE name = $1 AND revision = $3 RETURNING 1`,
      [name, state, revision === 0 ? firstRevision() : revision],
    );
    return rows.length === 1;
  }

  async delete(name: string, revision?: number): Promise<boolean> {
    const rows = await this.#ask(
      `DELETE FROM ${this.#table} WHERE name = $1 AND revision = coalesce($2::bigint, revision) RETURNING 1`,
      [name, revision ?? null],
    );
    return rows.length === 1;
  }

  async now(): Promise<number> {
    const [row] = await this.#ask<{ now: string }>(
      'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
      [],
    );
    return Number(row!.now);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #ask<Row extends object>(
    sql: string,
    values: readonly (string | number | null)[],
  ): Promise<readonly Row[]> {
    try {
      await (this.#migrated ??= this.#migrate());
      return (await this.#pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      // The next request looks for the table again.
      this.#migrated = undefined;
      if (
        error instanceof Refusal ||
        !(isGone(error) || postgresErrorKind(error) === 'unavailable')
      )
        throw error;
      throw new Refusal(
        'groups-unavailable',
        `The groups in ${this.#address.place} cannot be used now (${(error as Error).message}). Repeat it in a moment.`,
        {},
        { cause: error },
      );
    }
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
    const { schema, place } = this.#address;
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `budget-ledger groups ${schema}`,
    ]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    const { rows } = await client.query<{ version: string | null; tables: string }>(
      `SELECT obj_description(to_regnamespace($1)::oid, 'pg_namespace') AS version,
         (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1)) AS tables`,
      [schema],
    );
    const { version, tables } = rows[0]!;
    const [, applied] = /^budget-ledger groups (\d+)$/.exec(version ?? '') ?? [];
    if ((applied === undefined && tables !== '0') || Number(applied) > GROUP_MIGRATIONS.length)
      throw new Refusal(
        'data-folder-unusable',
        `The schema of ${place} belongs to another program or to a newer version of budget-ledger: name another schema in LEDGER_GROUPS.`,
      );
    for (const up of GROUP_MIGRATIONS.slice(Number(applied ?? 0)))
      await client.query(up(this.#table));
    await client.query(
      `COMMENT ON SCHEMA "${schema}" IS 'budget-ledger groups ${GROUP_MIGRATIONS.length}'`,
    );
  }
}
