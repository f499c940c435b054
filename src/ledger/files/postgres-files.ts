import type { QueryResultRow } from 'pg';
import { DOCUMENT_MIGRATIONS } from '../../../migrations/documents/index.js';
import { Refusal } from '../../domain/errors.js';
import { isGone } from '../../views/postgres/errors.js';
import { OwnedSchema } from '../../views/postgres/owned-schema.js';
import { DocumentFiles } from './document-files.js';

/** The longest time for one file, which may have the size of the largest document. */
const QUERY_MS = 60_000;

/** The files of documents in a schema of a PostgreSQL database, which is made when the first one is kept. */
export class PostgresFiles extends DocumentFiles {
  readonly #schema: OwnedSchema;

  /** @throws {Refusal} `malformed`: the address is none. */
  constructor(url: string) {
    super();
    this.#schema = new OwnedSchema(url, {
      of: 'documents',
      setting: 'LEDGER_DOCUMENTS',
      schema: 'budget_ledger_documents',
      table: 'files',
      migrations: DOCUMENT_MIGRATIONS,
      queryMs: QUERY_MS,
    });
  }

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    await this.#ask('Nothing was recorded: repeat it in a moment', async () => {
      await this.#schema.make();
      await this.#schema.rows(
        `INSERT INTO ${this.#schema.table} (name, bytes) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET bytes = EXCLUDED.bytes, kept_at = now()`,
        [name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
      );
    });
  }

  async read(name: string): Promise<Buffer | undefined> {
    const found = await this.#askIfThere<{ bytes: Buffer }>(
      `SELECT bytes FROM ${this.#schema.table} WHERE name = $1`,
      [name],
    );
    return found?.bytes;
  }

  async deleteOlder(folder: string, ms: number): Promise<void> {
    await this.#askIfThere(
      `DELETE FROM ${this.#schema.table}
       WHERE starts_with(name, $1) AND strpos(substr(name, length($1) + 1), '/') = 0
         AND kept_at < now() - make_interval(secs => $2)`,
      [`${folder}/`, ms / 1_000],
    );
  }

  close(): Promise<void> {
    return this.#schema.close();
  }

  /** The first row; undefined where there is none, or no table yet. */
  #askIfThere<Row extends QueryResultRow>(
    sql: string,
    values: readonly (string | number)[],
  ): Promise<Row | undefined> {
    return this.#ask('Repeat it in a moment', async () => {
      try {
        return (await this.#schema.rows<Row>(sql, values))[0];
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    });
  }

  #ask<T>(advice: string, ask: () => Promise<T>): Promise<T> {
    return this.#schema.ask(
      ask,
      (cause) =>
        new Refusal(
          'documents-unavailable',
          `The documents at ${this.#schema.place} cannot be used now (${cause.message}). ${advice}.`,
          {},
          { cause },
        ),
    );
  }
}
