import { jest } from '@jest/globals';
import { sql } from 'kysely';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeViews, stop, stopped } from '../../../test/contracts/views.contract.js';
import { addressOf, deleteViews, onPostgres, nameOf } from '../../../test/support/test-stores.js';
import { Config } from '../../config/config.js';
import { postgresAddress } from './address.js';
import { reader, readers } from './pool.js';
import { PostgresViews } from './postgres-views.js';
import { SERVICE_TEST_MS } from '../../../test/support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

const SERVER = process.env['LEDGER_TEST_VIEWS'] ?? '';
const describeOnPostgres = onPostgres ? describe : describe.skip;

let n = 0;
let name: string;
let said: string[];
const opened: PostgresViews[] = [];

beforeEach(() => {
  name = `postgres-views.spec ${process.pid} ${(n += 1)}`;
  said = [];
});
afterEach(async () => {
  for (const views of opened.splice(0)) await views.close().catch(() => undefined);
  if (onPostgres) await deleteViews(name);
});

const open = async (server = SERVER): Promise<PostgresViews> => {
  const views = await PostgresViews.open(addressOf(server, name), (sentence) =>
    said.push(sentence),
  );
  opened.push(views);
  return views;
};

const query = async (sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(`SET search_path = ${nameOf(name)}`);
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
};

describe('The address of views on a server', () => {
  it('names a schema, and messages contain no password', () => {
    expect(postgresAddress('postgres://ledger:secret@db.example:5433/budgets')).toMatchObject({
      schema: 'budget_ledger',
      place: 'postgres://db.example:5433/budgets?schema=budget_ledger',
    });
    expect(
      postgresAddress('postgres://h/d?schema=mine&sslmode=require&options=-c%20geqo=off'),
    ).toEqual({
      url: 'postgres://h/d?sslmode=require',
      schema: 'mine',
      options: '-c geqo=off',
      place: 'postgres://h/d?schema=mine',
    });
  });

  it.each(['Mine', 'pg_mine', 'a b', 'a"b', ''])('refuses the schema "%s"', (schema) => {
    const url = `postgres://h/d?schema=${encodeURIComponent(schema)}`;
    expect(() => postgresAddress(url)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it.each(['pa/ss', 'p@ss', 'pa?ss', 'p#ss', 'p:ss', '1/x', '1?x', 'p@s/s?x#y'])(
    'may have the password %s, which no message contains',
    (password) => {
      const { url, place } = postgresAddress(`postgres://li:${password}@host:5432/db?user=a@b`);
      expect(decodeURIComponent(new URL(url).password)).toBe(password);
      expect(new URL(url)).toMatchObject({
        username: 'li',
        host: 'host:5432',
        pathname: '/db',
        search: '?user=a%40b',
      });
      expect(place).toBe('postgres://host:5432/db?schema=budget_ledger');
    },
  );

  it('may have an @ in a parameter and no password', () => {
    const { url } = postgresAddress('postgres://host:5432/db?user=a@b');
    expect(new URL(url)).toMatchObject({ username: '', password: '', host: 'host:5432' });
  });

  it('is refused without its password when it is no URL', () => {
    const address = 'postgres://li:pa/ss@:port/db';
    expect(() => postgresAddress(address)).toThrow(
      'LEDGER_VIEWS is not an address: postgres://…@:port/db.',
    );
  });

  it('is refused without its password when it is of no engine', () => {
    expect(() => Config.of({ LEDGER_VIEWS: 'mysql://ledger:secret@host/db' })).toThrow(
      /^LEDGER_VIEWS must be like .*, not "mysql:\/\/…@host\/db"\.$/,
    );
  });
});

if (onPostgres) describeViews('PostgreSQL', open, () => said);

describeOnPostgres('The views in PostgreSQL', () => {
  it('do not touch a schema of another program', async () => {
    await query(`CREATE SCHEMA ${nameOf(name)}`);
    await query('CREATE TABLE payroll (salary int)');
    await expect(open()).rejects.toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringContaining('such as payroll'),
    });
    expect(await query('SELECT * FROM payroll')).toEqual([]);
  });

  it('can be recreated after they were dropped', async () => {
    const views = await open();
    await stop(views, 'one');
    await deleteViews(name);
    const before = views.resets;
    const failed = await stopped(views).catch((error: unknown) => error);
    expect(views.errorKind(failed)).toBe('bug');
    expect(views.resets).toBeGreaterThan(before);
    const gone = await views
      .transaction((tx) => tx.all('SELECT * FROM projections'))
      .catch((error: unknown) => error);
    expect(views.errorKind(gone)).toBe('corrupt');
    await views.replace();
    expect(await stopped(views)).toEqual([]);
  });

  it('are refused without the password in the message when access is denied', async () => {
    const nowhere = new URL(SERVER);
    nowhere.pathname = '/no_such_database';
    nowhere.password = 'secret';
    const failed = await open(nowhere.href).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringMatching(/no_such_database.* does not exist\).*LEDGER_VIEWS\.$/),
    });
    expect(String(failed)).not.toContain('secret');
  });

  it('are waited for when the server is not running', async () => {
    const nobody = new URL(SERVER);
    nobody.port = '1';
    const views = await open(nobody.href);
    expect(said).toEqual([expect.stringMatching(/cannot be used now \(.*ECONNREFUSED/)]);
    for (const attempt of [() => stopped(views), () => stop(views, 'one')]) {
      const error: unknown = await attempt().catch((each: unknown) => each);
      expect(error).toMatchObject({ name: 'Refusal', code: 'projection-behind' });
      expect(views.errorKind(error)).toBe('unavailable');
    }
  });

  it('continue after their connections were terminated, also during a transaction', async () => {
    const views = await open();
    await stop(views, 'one');
    await stopped(views);
    const end = () =>
      query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'budget-ledger ${nameOf(name)}'`,
      );
    const failed = await views
      .transaction(async (tx) => {
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('x')`);
        await end();
        await sleep(50);
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('y')`);
      })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'projection-behind' });
    expect(views.resets).toBeGreaterThan(0);
    await stop(views, 'two');
    expect(await stopped(views)).toHaveLength(2);
    expect(await views.db.selectFrom('views_origin').selectAll().execute()).toHaveLength(1);
  });

  it('are written by the next instance when the writing one hangs', async () => {
    const [silent, next] = [await open(), await open()];
    await silent
      .transaction(async (tx) => {
        // As if the connection had been idle for ten seconds.
        await tx.run(`SET LOCAL idle_in_transaction_session_timeout = 100`);
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('never')`);
        await stop(next, 'one');
      })
      .catch((error: unknown) => expect(silent.errorKind(error)).toBe('unavailable'));
    expect(await stopped(next)).toHaveLength(1);
    await stop(silent, 'two');
    expect(await stopped(next)).toHaveLength(2);
  });

  it('are read one after the other while the server gives no more connections', async () => {
    const role = `few_${nameOf(name)}`;
    const address = new URL(SERVER);
    address.username = role;
    await (await open()).close();
    await query(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 1`);
    await query(`GRANT USAGE ON SCHEMA ${nameOf(name)} TO ${role}`);
    const [pool, resets] = [
      readers(postgresAddress(addressOf(address.href, name)), () => {}),
      () => {},
    ];
    try {
      const ask = async (): Promise<unknown> => {
        const connection = await reader(pool, postgresAddress(address.href), resets);
        try {
          return await connection.query('SELECT pg_sleep(0.02)', []);
        } finally {
          connection.release();
        }
      };
      const answers = await Promise.allSettled(Array.from({ length: 30 }, ask));
      expect(answers.map(({ status }) => status)).toEqual(Array(30).fill('fulfilled'));
      expect(pool.totalCount).toBe(1);
    } finally {
      await pool.end();
      await query(`DROP OWNED BY ${role}`);
      await query(`DROP ROLE ${role}`);
    }
  });

  it('are read one after the other when more queries than connections take longer than connecting may', async () => {
    const views = await open();
    const slow = () => sql`SELECT pg_sleep(5.5)`.execute(views.db);
    const answers = await Promise.allSettled(Array.from({ length: 12 }, slow));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill('fulfilled'));
  });

  it('are queried again when their columns have changed since a query was prepared', async () => {
    const views = await open();
    const show = (columns: string) =>
      views.transaction(async (tx) => {
        await tx.run('DROP VIEW IF EXISTS toy');
        await tx.run(`CREATE VIEW toy AS SELECT ${columns}`);
      });
    const read = () =>
      views.db
        .selectFrom('toy' as 'projections')
        .selectAll()
        .execute();
    await show('1 AS a');
    expect(await read()).toEqual([{ a: 1n }]);
    await show(`'x' AS a, 2 AS b`);
    for (let i = 0; i < 3; i += 1) expect(await read()).toEqual([{ a: 'x', b: 2n }]);
  });

  it('are switched while readers use several of them, and no query fails', async () => {
    const views = await open();
    const tables = ['a', 'b'];
    const show = (generation: number) =>
      views.transaction(async (tx) => {
        for (const name of tables)
          await tx.run(`CREATE TABLE "${name}__${generation}" AS SELECT ${generation}::int8 AS g`);
        await tx.lockOutReaders(tables);
        for (const name of tables) {
          await tx.run(`DROP VIEW IF EXISTS "${name}"`);
          await tx.run(`CREATE VIEW "${name}" AS SELECT g FROM "${name}__${generation}"`);
          await tx.run(`DROP TABLE IF EXISTS "${name}__${generation - 1}"`);
        }
      });
    await show(1);
    let done = false;
    const read = async (order: readonly string[]) => {
      while (!done) {
        const rows = (await views.db
          .selectFrom(order as unknown as 'projections'[])
          .select(['a.g as a', 'b.g as b'] as never)
          .execute()) as unknown as { a: bigint; b: bigint }[];
        expect(rows).toHaveLength(1);
        expect(rows[0]!.a).toBe(rows[0]!.b);
      }
    };
    const switching = async () => {
      for (let generation = 2; generation < 12; generation += 1) await show(generation);
    };
    await Promise.all([
      switching().finally(() => (done = true)),
      read(['a', 'b']),
      read(['b', 'a']),
      read(['b', 'a']),
      read(['a', 'b']),
    ]);
  });
});
