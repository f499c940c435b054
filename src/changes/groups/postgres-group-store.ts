import { GROUP_MIGRATIONS } from '../../../migrations/groups/index.js';
import { Refusal } from '../../domain/errors.js';
import { OwnedSchema } from '../../views/postgres/owned-schema.js';
import { firstRevision, GroupStore, type KeptGroup } from './group-store.js';

const QUERY_MS = 10_000;

/** The groups in a schema of a PostgreSQL database, which is made when the first one is used. */
export class PostgresGroupStore extends GroupStore {
  readonly #schema: OwnedSchema;

  /** @throws {Refusal} `malformed`: the address is none. */
  constructor(url: string) {
    super();
    this.#schema = new OwnedSchema(url, {
      of: 'groups',
      setting: 'LEDGER_GROUPS',
      schema: 'budget_ledger_groups',
      table: 'groups',
      migrations: GROUP_MIGRATIONS,
      queryMs: QUERY_MS,
    });
  }

  async read(name: string): Promise<KeptGroup | undefined> {
    const [found] = await this.#ask<{ revision: string; state: string }>(
      `SELECT revision, state FROM ${this.#schema.table} WHERE name = $1`,
      [name],
    );
    return found && { revision: Number(found.revision), state: found.state };
  }

  async names(): Promise<readonly string[]> {
    const rows = await this.#ask<{ name: string }>(
      `SELECT name FROM ${this.#schema.table} ORDER BY name COLLATE "C"`,
      [],
    );
    return rows.map(({ name }) => name);
  }

  async write(name: string, revision: number, state: string): Promise<boolean> {
    const rows = await this.#ask(
      revision === 0
        ? `INSERT INTO ${this.#schema.table} (name, state, revision) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`
        : `UPDATE ${this.#schema.table} SET state = $2, revision = revision + 1 WHERE name = $1 AND revision = $3 RETURNING 1`,
      [name, state, revision === 0 ? firstRevision() : revision],
    );
    return rows.length === 1;
  }

  async delete(name: string, revision: number): Promise<boolean> {
    const rows = await this.#ask(
      `DELETE FROM ${this.#schema.table} WHERE name = $1 AND revision = $2 RETURNING 1`,
      [name, revision],
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
    return this.#schema.close();
  }

  #ask<Row extends object>(
    sql: string,
    values: readonly (string | number)[],
  ): Promise<readonly Row[]> {
    return this.#schema.ask(
      async () => {
        await this.#schema.make();
        return this.#schema.rows<Row>(sql, values);
      },
      (cause) =>
        new Refusal(
          'groups-unavailable',
          `The groups in ${this.#schema.place} cannot be used now (${cause.message}). Repeat it in a moment.`,
          {},
          { cause },
        ),
    );
  }
}
