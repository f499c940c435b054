import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { DOCUMENT_MIGRATIONS } from '../../../migrations/documents/index.js';
import { Refusal } from '../../domain/errors.js';
import { postgresAddress, type PostgresAddress } from '../../views/postgres/address.js';
import { isGone, postgresErrorKind } from '../../views/postgres/errors.js';
import { DocumentFiles } from './document-files.js';

/** The schema of the documents when the address names none. The views have another one, which is dropped when they change. */
const SCHEMA = 'budget_ledger_documents';
const CONNECTIONS_MAX = 4;
const CONNECT_MS = 5_000;
/** The longest time for one file, which may have the size of the largest document. */
const QUERY_MS = 60_000;

/** The files of documents in a schema of a PostgreSQL database, which is made when the first one is kept. */
export class PostgresFiles extends DocumentFiles {
  readonly #address: PostgresAddress;
  readonly #table: string;
  readonly #pool: Pool;
  #migrated: Promise<void> | undefined;

  /** @throws {Refusal} `malformed`: the address is none. */
  constructor(url: string) {
    super();
    this.#address = postgresAddress(url, { setting: 'LEDGER_DOCUMENTS', schema: SCHEMA });
    this.#table = `"${this.#address.schema}".files`;
    this.#pool = new Pool({
      connectionString: this.#address.url,
      application_name: `budget-ledger ${this.#address.schema}`,
      // A file that is lost in a crash would be missing for ever: the log names it.
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

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    await this.#ask('Nothing was recorded: repeat it in a moment', async () => {
      await (this.#migrated ??= this.#migrate());
      await this.#pool.query(
        `INSERT INTO ${this.#table} (name, bytes) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET bytes = EXCLUDED.bytes, kept_at = now()`,
        [name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
      );
    });
  }

  async read(name: string): Promise<Buffer | undefined> {
    const found = await this.#askIfThere<{ bytes: Buffer }>(
      `SELECT bytes FROM ${this.#table} WHERE name = $1`,
      [name],
    );
    return found?.bytes;
  }

  async deleteOlder(folder: string, ms: number): Promise<void> {
    await this.#askIfThere(
      `DELETE FROM ${this.#table}
       WHERE starts_with(name, $1) AND strpos(substr(name, length($1) + 1), '/') = 0
         AND kept_at < now() - make_interval(secs => $2)`,
      [`${folder}/`, ms / 1_000],
    );
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** The first row; undefined where there is none, or no table yet. */
  #askIfThere<Row extends QueryResultRow>(
    sql: string,
    values: readonly (string | number)[],
  ): Promise<Row | undefined> {
    return this.#ask('Repeat it in a moment', async () => {
      try {
        return (await this.#pool.query<Row>(sql, [...values])).rows[0];
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    });
  }

  async #ask<T>(advice: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      // The next file that is kept looks for the table again.
      this.#migrated = undefined;
      if (
        error instanceof Refusal ||
        !(isGone(error) || postgresErrorKind(error) === 'unavailable')
      )
        throw error;
      throw new Refusal(
        'documents-unavailable',
        `The documents at ${this.#address.place} cannot be used now (${(error as Error).message}). ${advice}.`,
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
      `budget-ledger documents ${schema}`,
    ]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    const { rows } = await client.query<{ version: string | null; tables: string }>(
      `SELECT obj_description(to_regnamespace($1)::oid, 'pg_namespace') AS version,
         (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1)) AS tables`,
      [schema],
    );
    const { version, tables } = rows[0]!;
    const [, applied] = /^budget-ledger documents (\d+)$/.exec(version ?? '') ?? [];
    if ((applied === undefined && tables !== '0') || Number(applied) > DOCUMENT_MIGRATIONS.length)
      throw new Refusal(
        'data-folder-unusable',
        `The schema of ${place} belongs to another program or to a newer version of budget-ledger: name another schema in LEDGER_DOCUMENTS.`,
      );
    for (const up of DOCUMENT_MIGRATIONS.slice(Number(applied ?? 0)))
      await client.query(up(this.#table));
    await client.query(
      `COMMENT ON SCHEMA "${schema}" IS 'budget-ledger documents ${DOCUMENT_MIGRATIONS.length}'`,
    );
  }
}
