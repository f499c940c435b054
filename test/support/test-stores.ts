import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Config } from '../../src/config/config.js';
import { openViews } from '../../src/views/open-views.js';
import type { Views, ViewsLogger } from '../../src/views/views-database.js';

/** `postgres://…` for the views, with a schema per test folder; without it they are in files. */
const VIEWS_SERVER = process.env['LEDGER_TEST_VIEWS'] || undefined;

/** `esdb://…?…` for the logs, with a ledger per test folder; without it they are in files. */
const LOG_SERVER = process.env['LEDGER_TEST_ESDB'] || undefined;

export const onPostgres = VIEWS_SERVER !== undefined;
export const onEventStoreDb = LOG_SERVER !== undefined;

/** The name of a folder's ledger on servers: of the schema of its views, and of its log. */
export const nameOf = (folder: string): string =>
  `test_${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;

/** The settings for the log and the views of a folder; empty when they are in files. */
export const storesOf = (folder: string): Readonly<Record<string, string>> => ({
  ...(LOG_SERVER !== undefined && { LEDGER_LOG: logAddressOf(LOG_SERVER, folder) }),
  ...(VIEWS_SERVER !== undefined && { LEDGER_VIEWS: addressOf(VIEWS_SERVER, folder) }),
});

/** The environment of a command, with the stores of its `--data`. */
export const environmentOf = (argv: readonly string[]): Readonly<Record<string, string>> => {
  const data = argv[argv.indexOf('--data') + 1];
  return argv.includes('--data') && data !== undefined ? storesOf(data) : {};
};

const configOf = (folder: string): Config => Config.of(storesOf(folder), { data: folder });

export const openTestViews = (folder: string, logger: ViewsLogger): Promise<Views> =>
  openViews(configOf(folder).views, logger);

/** Deletes the views, as an operator may do. */
export const deleteViews = async (folder: string): Promise<void> => {
  if (onPostgres) return onServer((client) => client.query(dropOf(folder)));
  for (const suffix of ['', '-wal', '-shm']) rmSync(fileOf(folder) + suffix, { force: true });
};

/** Executes SQL on the views without the program. Parameters are `?` on every engine. */
export const executeOnViews = async (
  folder: string,
  sql: string,
  values: readonly string[] = [],
): Promise<void> => {
  if (onPostgres) {
    let n = 0;
    return onServer(async (client) => {
      await client.query(`SET search_path = ${nameOf(folder)}`);
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
  url.searchParams.set('schema', nameOf(folder));
  return url.href;
};

export const logAddressOf = (server: string, folder: string): string =>
  `${server}${server.includes('?') ? '&' : '?'}ledger=${nameOf(folder)}`;

const fileOf = (folder: string): string => join(folder, 'views.db');
const dropOf = (folder: string): string => `DROP SCHEMA IF EXISTS ${nameOf(folder)} CASCADE`;

const onServer = async (work: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: VIEWS_SERVER });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
