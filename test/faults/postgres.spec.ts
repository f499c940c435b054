import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { EventLog } from '../../src/log/event-log.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { Projector } from '../../src/projector/projector.js';
import { PostgresViews } from '../../src/views/postgres/postgres-views.js';
import { clientOf, line, opening, running, BUDGET } from '../e2e/http-service.js';
import { budget, contentOf, corrected, entered, replayed } from '../support/projector-ledger.js';
import { testProjections } from '../support/test-projections.js';
import { onPostgres } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { SERVICE_TEST_MS, BUILD_TEST_MS } from '../support/timeouts.js';

const SCRIPT = fileURLToPath(new URL('../support/postgres.sh', import.meta.url));
const WRITERS = 64;
const ROUNDS = 3;
/** How long a client waits for a connection to a server that hangs: as long as the service does. */
const CONNECT_MS = 5_000;

/** The server's process and its child processes. */
const serverProcesses = (server: string): readonly number[] => {
  const [first] = readFileSync(join(server, 'data', 'postmaster.pid'), 'utf8').split('\n');
  const children = execFileSync('pgrep', ['-P', first!], { encoding: 'utf8' });
  return [first!, ...children.trim().split('\n')].map(Number);
};

const describeWithServer = onPostgres ? describe : describe.skip;

/** A server of this test, because it is killed. */
describeWithServer('Views on a PostgreSQL server', () => {
  let folder: string;
  let address: string;
  const script = (action: string): string =>
    execFileSync(SCRIPT, [action, join(folder, 'server')], { encoding: 'utf8' }).trim();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    // The server runs as another user.
    chmodSync(folder, 0o755);
    address = script('start');
  }, SERVICE_TEST_MS);
  afterAll(() => {
    script('stop');
    rmSync(folder, { recursive: true, force: true });
  }, SERVICE_TEST_MS);

  /** Appends until it is stopped, and counts its appends. */
  const writer = (log: EventLog, n: number) => {
    const progress = { appends: 0, stop: false };
    const ended = (async () => {
      for (; !progress.stop; progress.appends += 1) {
        const i = progress.appends;
        await log.append(budget(n), 'any', [
          entered(`line${i % 7}`, i),
          corrected(`line${i % 7}`, i, i + n),
        ]);
        await sleep(20);
      }
    })();
    // `stop` and `another` tell of a failure.
    ended.catch(() => undefined);
    /** Waits until another append has started and ended. */
    const another = async (): Promise<void> => {
      const before = progress.appends;
      await Promise.race([ended, until('an append', () => progress.appends > before + 1)]);
    };
    const stop = async (): Promise<number> => {
      progress.stop = true;
      await ended;
      return progress.appends;
    };
    return { another, stop };
  };

  it(
    'a kill of the server does not delay appends, and afterwards the views equal the fold of the log',
    async () => {
      const said: string[] = [];
      const log = SqliteEventLog.open({ file: join(folder, 'log.db') });
      const instances = await Promise.all(
        ['one', 'two'].map(async () => {
          const views = await PostgresViews.open(`${address}?schema=killed`, (text) => {
            said.push(text);
          });
          return {
            views,
            projector: new Projector(log, views, testProjections, { stepEvents: 50 }),
          };
        }),
      );
      const following = instances.map(({ projector }) => projector.start());
      const writers = Array.from({ length: WRITERS }, (_, n) => writer(log, n));
      let refused = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        await sleep(200 + 400 * Math.random());
        script('crash');
        const read = await instances[0]!.views.db
          .selectFrom('projections')
          .selectAll()
          .execute()
          .catch((error: unknown) => error);
        expect(read).toMatchObject({ name: 'Refusal', code: 'projection-behind' });
        refused += 1;
        // While the server is down, every writer gets answers.
        await Promise.all(writers.map(({ another }) => another()));
        script('again');
      }
      const appends = await Promise.all(writers.map(({ stop }) => stop()));
      const head = await log.head();
      expect(head).toBe(2n * appends.reduce((sum, each) => sum + BigInt(each), 0n));
      for (const { projector } of instances) await projector.reached(head, { timeoutMs: 30_000 });
      const expected = await replayed(log);
      for (const { views } of instances) expect(await contentOf(views)).toEqual(expected);
      expect(refused).toBe(ROUNDS);
      for (const { projector, views } of instances) {
        await projector.stop();
        await views.close();
      }
      await Promise.all(following);
      await log.close();
    },
    BUILD_TEST_MS,
  );

  it(
    'a lock on the views does not delay appends',
    async () => {
      const log = SqliteEventLog.open({ file: join(folder, 'slow.db') });
      const views = await PostgresViews.open(`${address}?schema=slow`, () => undefined);
      const projector = new Projector(log, views, testProjections);
      await projector.catchUp();
      const other = new Client({ connectionString: address });
      await other.connect();
      await other.query(
        `SELECT pg_advisory_lock(hashtextextended('budget-ledger views ' || 'slow', 0))`,
      );
      const following = projector.start();
      // The lock is held during these appends: one that waited for the views would never be answered.
      const { another, stop } = writer(log, 1);
      for (let i = 0; i < 15; i += 1) await another();
      await stop();
      expect((await projector.status())[0]!.lag).toBeGreaterThan(0);
      await other.end();
      await projector.reached(await log.head(), { timeoutMs: 10_000 });
      expect(await contentOf(views)).toEqual(await replayed(log));
      await projector.stop();
      await following;
      await views.close();
      await log.close();
    },
    SERVICE_TEST_MS,
  );

  it(
    'a kill of the server does not stop the service: changes are recorded, and reads tell when to retry',
    async () => {
      const service = await running({ LEDGER_VIEWS: `${address}?schema=served` });
      const { get, post } = clientOf(service);
      await post('/v1/budgets', opening());
      const lines = { lines: [line('100.00')] };
      const { headers } = await post(`/v1/budgets/${BUDGET}/lines`, lines, { 'if-match': '*' });
      const corrects = (await get(`/v1/budgets/${BUDGET}/trail`)).body['entries'] as unknown as {
        id: string;
        line: string | null;
      }[];
      script('crash');
      const read = await get(`/v1/budgets/${BUDGET}/lines`);
      expect([read.status, read.body['code']]).toEqual([503, 'projection-behind']);
      expect(read.headers.get('retry-after')).toBe('1');
      expect(read.text).not.toMatch(/ at \/|node_modules/);
      expect((await get('/readyz')).status).toBe(503);
      expect((await get('/healthz')).status).toBe(200);
      const correction = {
        corrects: corrects.find(({ line: key }) => key !== null)!.id,
        to: '60.00',
        reason: '更正',
      };
      const key = { 'if-match': headers.get('etag')!, 'idempotency-key': 'while it is away' };
      const recorded = await post(`/v1/budgets/${BUDGET}/corrections`, correction, key);
      expect(recorded.status).toBe(201);
      const again = await post(`/v1/budgets/${BUDGET}/corrections`, correction, key);
      expect([again.status, again.text]).toEqual([201, recorded.text]);
      script('again');
      const token = { 'ledger-min-token': recorded.headers.get('ledger-token')! };
      let seen = read;
      await until('the views', async () => {
        seen = await get(`/v1/budgets/${BUDGET}/lines`, token);
        return seen.status !== 503;
      });
      expect(seen.body['lines']).toMatchObject([{ adjusted: '60.00' }]);
      expect((await get('/readyz')).status).toBe(200);
      await service.close();
    },
    SERVICE_TEST_MS,
  );

  it(
    'a server that hangs does not delay changes',
    async () => {
      const service = await running({ LEDGER_VIEWS: `${address}?schema=hangs` });
      const { get, post } = clientOf(service);
      const lines = { lines: [line('100.00')] };
      await post('/v1/budgets', opening());
      await post(`/v1/budgets/${BUDGET}/lines`, lines, { 'if-match': '*' });
      const trail = (await get(`/v1/budgets/${BUDGET}/trail`)).body['entries'] as unknown as {
        id: string;
        line: string | null;
      }[];
      const corrects = trail.find(({ line: key }) => key !== null)!.id;
      const order: string[] = [];
      const correct = async (to: string): Promise<void> => {
        const change = { corrects, to, reason: '更正' };
        const path = `/v1/budgets/${BUDGET}/corrections`;
        expect((await post(path, change, { 'if-match': '*' })).status).toBe(201);
        order.push(to);
      };
      const hung = serverProcesses(join(folder, 'server'));
      for (const pid of hung) process.kill(pid, 'SIGSTOP');
      try {
        const other = new Client({
          connectionString: address,
          connectionTimeoutMillis: CONNECT_MS,
        });
        const connecting = other.connect().catch(() => order.push('another client gave up'));
        for (const to of ['90.00', '80.00', '70.00', '60.00']) await correct(to);
        await connecting;
      } finally {
        for (const pid of hung) process.kill(pid, 'SIGCONT');
      }
      // All changes together do not wait as long as one connection: only the first one waits for the server at all.
      expect(order).toEqual(['90.00', '80.00', '70.00', '60.00', 'another client gave up']);
      const read = await get(`/v1/budgets/${BUDGET}/lines`);
      expect(read.body['lines']).toMatchObject([{ adjusted: '60.00' }]);
      await service.close();
    },
    SERVICE_TEST_MS,
  );

  it(
    'a server that is down does not stop the start of a service, which reports it and recovers once the server is there',
    async () => {
      script('crash');
      const service = await running({ LEDGER_VIEWS: `${address}?schema=late` });
      const { get, post } = clientOf(service);
      expect((await get('/healthz')).status).toBe(200);
      expect((await get('/readyz')).status).toBe(503);
      const { status, text } = await get('/metrics');
      expect([status, /^ledger_(?:log|views)_up \d$/gm.exec(text)?.[0]]).toEqual([
        200,
        'ledger_log_up 1',
      ]);
      expect(text).toMatch(/^ledger_views_up 0$/m);
      // Changes, and the stream of changes, need the log alone.
      const opened = await post('/v1/budgets', opening());
      expect([opened.status, opened.body['projection']]).toEqual([201, 'behind']);
      const lines = { lines: [line('100.00')] };
      const entered = await post(`/v1/budgets/${BUDGET}/lines`, lines, { 'if-match': '*' });
      expect([entered.status, entered.body['projection']]).toEqual([201, 'behind']);
      const changes = await get('/v1/changes?follow=false&from=2');
      expect(changes.text).toContain('"sequence":2,');
      script('again');
      const token = { 'ledger-min-token': entered.headers.get('ledger-token')! };
      const statuses = new Set<number>();
      await until('the views', async () => {
        const { status } = await get('/v1/budgets', token);
        statuses.add(status);
        return status === 200;
      });
      // While the views are built, a read is told to wait.
      expect([...statuses].filter((status) => status !== 503)).toEqual([200]);
      expect((await get('/v1/budgets', token)).body).toHaveLength(1);
      expect((await get('/readyz')).status).toBe(200);
      await service.close();
    },
    SERVICE_TEST_MS,
  );
});
