import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Config } from '../../src/config.js';
import { openViews } from '../../src/views/open-views.js';
import type { Views, ViewsLogger } from '../../src/views/views-database.js';

/** `postgres://…`: the tests' views are there, each test folder's in a schema of its own; without it they are in files. */
const SERVER = process.env['LEDGER_TEST_VIEWS'] || undefined;

export const onPostgres = SERVER !== undefined;

/** The schema of a folder's views, for whoever asks the server itself. */
export const schemaOf = (folder: string): string =>
  `test_${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;

/** The setting that leads to the views of a folder, here and in another process. */
export const viewsEnvironment = (folder: string): { readonly LEDGER_VIEWS: string } => ({
  LEDGER_VIEWS: SERVER === undefined ? `sqlite:${fileOf(folder)}` : addressOf(SERVER, folder),
});

/** What a command finds in its environment: its views are beside its `--data`, wherever the tests keep views. */
export const environmentOf = (argv: readonly string[]): Readonly<Record<string, string>> => {
  const data = argv[argv.indexOf('--data') + 1];
  return onPostgres && argv.includes('--data') && data !== undefined ? viewsEnvironment(data) : {};
};

export const openTestViews = (folder: string, logger: ViewsLogger): Promise<Views> =>
  openViews(Config.of(viewsEnvironment(folder)).views, logger);

/** As an operator does it whom the views are in the way of. */
export const deleteViews = async (folder: string): Promise<void> => {
  if (onPostgres) return onServer((client) => client.query(dropOf(folder)));
  for (const suffix of ['', '-wal', '-shm']) rmSync(fileOf(folder) + suffix, { force: true });
};

/** Changes the views behind the program's back. Parameters are `?`, on every engine. */
export const meddle = async (
  folder: string,
  sql: string,
  values: readonly string[] = [],
): Promise<void> => {
  if (onPostgres) {
    let n = 0;
    return onServer(async (client) => {
      await client.query(`SET search_path = ${schemaOf(folder)}`);
      await client.query(
        sql.replaceAll('?', () => `$${++n}`),
        [...values],
      );
    });
  }
  const views = new Database(fileOf(folder), { timeout: 5_000 });
  views.prepare(sql).run(...values);
  views.close();
};

export const addressOf = (server: string, folder: string): string => {
  const url = new URL(server);
  url.searchParams.set('schema', schemaOf(folder));
  return url.href;
};

const fileOf = (folder: string): string => join(folder, 'views.db');
const dropOf = (folder: string): string => `DROP SCHEMA IF EXISTS ${schemaOf(folder)} CASCADE`;

const onServer = async (work: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
