import db from '@eventstore/db-client';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventLog } from '../../src/log/event-log.js';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { collect, eventsOf, expectValidLog } from '../support/log-events.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

const SCRIPT = fileURLToPath(new URL('../support/eventstored.sh', import.meta.url));
/** The default user of a server. */
const ADMINISTRATOR = 'admin:changeit';
const CLERK = 'clerk:of the registry';

const isHere = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const describeWithServer = isHere('eventstored') && isHere('openssl') ? describe : describe.skip;

describeWithServer('A server with TLS, on which the ledger was begun by an administrator', () => {
  const stream = 'budget-a-2023-unit';
  let folder: string;
  let server: string;
  let opened: EventLog[] = [];

  const certificate = () => join(folder, 'server', 'ca', 'ca.crt');
  const connectionOf = (user: string, authority = `&tlsCAFile=${certificate()}`): string => {
    const [name, password] = user.split(':').map(encodeURIComponent);
    return `esdb://${name}:${password}@${new URL(server).host}?tls=true${authority}`;
  };
  const open = (user: string, authority?: string, totalTimeoutMs = 8_000): EventStoreDbEventLog => {
    const connection = connectionOf(user, authority);
    const log = EventStoreDbEventLog.open({ connection, totalTimeoutMs, logger: told });
    opened.push(log);
    return log;
  };
  const said: string[] = [];
  const told = (sentence: string) => void said.push(sentence);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'));
    const flags = ['--mem-db', '--disable-log-file'];
    const argv = ['start-tls', join(folder, 'server'), ...flags];
    server = execFileSync(SCRIPT, argv, { encoding: 'utf8' }).trim();
    await addUser(server, readFileSync(certificate()), CLERK);
    await open(ADMINISTRATOR).append(stream, 'no-stream', eventsOf(2));
  }, SERVICE_TEST_MS);
  afterEach(async () => {
    await Promise.all(opened.map((log) => log.close()));
    opened = [];
  });
  afterAll(() => {
    execFileSync(SCRIPT, ['stop', join(folder, 'server')]);
    rmSync(folder, { recursive: true, force: true });
  }, SERVICE_TEST_MS);

  it('gives access only with the right name and password', async () => {
    const log = open(ADMINISTRATOR);
    await log.append(stream, 'any', eventsOf(1));
    expect(await expectValidLog(log)).toHaveLength(3);
    expect(said).toEqual([]);
  });

  it.each([
    ['another user of the server', CLERK],
    ['a wrong password', 'admin:guessed'],
    ['somebody unknown', 'nobody:x'],
  ])('lets %s neither read nor append', async (_, user) => {
    const before = await open(ADMINISTRATOR).head();
    const log = open(user);
    const no = expect.objectContaining({
      code: 'log-unavailable',
      outcome: 'not-stored',
      message: expect.stringContaining('denies access to this user') as unknown,
    }) as unknown;
    await expect(collect(log.readStream(stream))).rejects.toEqual(no);
    await expect(collect(log.readAll())).rejects.toEqual(no);
    await expect(collect(log.follow(0n, new AbortController().signal))).rejects.toEqual(no);
    await expect(log.append(stream, 'any', eventsOf(1))).rejects.toEqual(no);
    await expect(log.append('budget-b-2023-unit', 'no-stream', eventsOf(1))).rejects.toEqual(no);
    expect(await open(ADMINISTRATOR).head()).toBe(before);
  });

  it('is denied access, whatever client it uses', async () => {
    const client = db.EventStoreDBClient.connectionString(connectionOf(CLERK));
    const [username, password] = CLERK.split(':') as [string, string];
    // Separate credentials for this call.
    const credentials = { username, password };
    const said = db.jsonEvent({ type: 'LineEntered', data: {} });
    const attempts = [
      () => client.appendToStream(stream, said, { credentials }),
      () => client.appendToStream('budget-of-theirs', said, { credentials }),
      () => client.deleteStream(stream, { credentials }),
      () => client.tombstoneStream(stream, { credentials }),
      () => client.setStreamMetadata(stream, { truncateBefore: 1 }, { credentials }),
      () => first(client.readStream(stream)),
      () => first(client.readAll()),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ type: 'access-denied' });
    await client.dispose();
    expect((await collect(open(ADMINISTRATOR).readStream(stream))).length).toBeGreaterThan(1);
  });

  it('is not trusted without the authority of its certificate', async () => {
    await expect(open(ADMINISTRATOR, '', 500).head()).rejects.toMatchObject({
      code: 'log-unavailable',
      outcome: 'not-stored',
    });
  });
});

const first = async <T>(events: AsyncIterable<T>): Promise<T | undefined> => {
  for await (const event of events) return event;
  return undefined;
};

/** A user without permissions of its own. */
const addUser = async (server: string, ca: Buffer, user: string): Promise<void> => {
  const [loginName, password] = user.split(':');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const body = JSON.stringify({ loginName, password, fullName: loginName, groups: [] });
    request(
      `${server}/users/`,
      { method: 'POST', ca, auth: ADMINISTRATOR, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end(body);
  });
  expect(status).toBe(201);
};
