import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsOf } from '../../../test/support/log-events.js';
import { Config } from '../../config/config.js';
import { SqliteEventLog } from '../../log/sqlite/sqlite-event-log.js';
import { SqliteViews } from '../../views/sqlite/sqlite-views.js';
import { SqliteGroupStore } from '../groups/sqlite-group-store.js';
import { NamesInLog } from '../names-in-log.js';
import { Targets } from './target.js';
import { WebhookSender } from './webhook-sender.js';
import { PAUSES_S, WebhookGroups, Webhooks } from './webhooks.js';

/** 2026-01-05T08:00:00Z, in ms. */
const BEGIN = 1_767_600_000_000;

let folder: string;
let log: SqliteEventLog;
let views: SqliteViews;
let store: SqliteGroupStore;
let webhooks: Webhooks;
let sender: WebhookSender;
let receiver: Server;
/** What the store's clock says, in ms. */
let now: number;
/** What the receiver was sent: the stream and the version of each change. */
let received: string[];
/** What it answers; 204 where there is nothing. */
let answers: { readonly status: number; readonly retryAfter?: string }[];

beforeEach(async () => {
  [now, received, answers] = [BEGIN, [], []];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { stream, version } = JSON.parse(body).data;
      received.push(`${stream} ${version}`);
      const { status, retryAfter } = answers.shift() ?? { status: 204 };
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      response.end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  log = SqliteEventLog.open({ file: join(folder, 'log.db') });
  views = await SqliteViews.open(join(folder, 'views.db'), () => undefined);
  store = new SqliteGroupStore(join(folder, 'groups.db'), () => now);
  const groups = new WebhookGroups(log, views, new NamesInLog(log), store);
  webhooks = new Webhooks(groups, store, new Targets(['127.0.0.0/8']));
  const config = Config.of({}, { data: folder });
  sender = new WebhookSender(webhooks, groups, store, log, { mayAll: async () => true }, config);
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  await webhooks.put('erp', { url }, null);
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await store.close();
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

const recorded = (agency: string, events: number): Promise<unknown> =>
  log.append(`agency-${agency}`, 'any', eventsOf(events, agency));
const seconds = (count: number): number => Math.ceil(count * 1_000);
const failing = (count: number): void => {
  answers = Array.from({ length: count }, () => ({ status: 503 }));
};
/** How many deliveries there are when what is due is sent at a time after the beginning of a pause, in ms. */
const sentAfter = async (from: number, ms: number): Promise<number> => {
  now = from + ms;
  const before = received.length;
  await sender.sendDue('erp');
  return received.length - before;
};

describe('A delivery that fails', () => {
  it('is tried again after the pauses of the specification and up to a fifth later, and is then parked with what comes after it', async () => {
    await recorded('a', 2);
    failing(PAUSES_S.length + 1);
    await sender.sendDue('erp');
    for (const pause of PAUSES_S) {
      const from = now;
      expect([pause, await sentAfter(from, seconds(pause) - 1)]).toEqual([pause, 0]);
      expect([pause, await sentAfter(from, seconds(pause * 1.2) + 1)]).toEqual([pause, 1]);
    }
    expect(received).toEqual(Array.from({ length: 10 }, () => 'agency-a 0'));
    await recorded('a', 1);
    await recorded('b', 1);
    expect(await sentAfter(now, seconds(1_000_000))).toBe(1);
    expect(received.at(-1)).toBe('agency-b 0');
    const { group } = await webhooks.show('erp', null);
    expect(group.parked).toMatchObject([{ stream: 'agency-a', events: 3, reason: '503' }]);
    await webhooks.replay('erp', 3, null);
    await sender.sendDue('erp');
    expect(received.slice(-3)).toEqual(['agency-a 0', 'agency-a 1', 'agency-a 2']);
  });

  it.each([
    ['in seconds', '900'],
    ['as a date', new Date(BEGIN + seconds(900)).toUTCString()],
  ])('is not tried again before its Retry-After: %s', async (_, retryAfter) => {
    await recorded('a', 1);
    answers = [{ status: 429, retryAfter }];
    await sender.sendDue('erp');
    expect(await sentAfter(BEGIN, seconds(900) - 1)).toBe(0);
    expect(await sentAfter(BEGIN, seconds(900))).toBe(1);
  });

  it.each(['1', 'soon', 'Mon, 05 Jan 2026 07:00:00 GMT'])(
    'is not tried again before the pause of the specification, whatever Retry-After says: %s',
    async (retryAfter) => {
      await recorded('a', 1);
      answers = [{ status: 503, retryAfter }];
      await sender.sendDue('erp');
      expect(await sentAfter(BEGIN, seconds(5) - 1)).toBe(0);
      expect(await sentAfter(BEGIN, seconds(6) + 1)).toBe(1);
    },
  );

  it('is tried again after a day at the latest, however long the receiver wants to rest', async () => {
    await recorded('a', 1);
    answers = [{ status: 503, retryAfter: '999999' }];
    await sender.sendDue('erp');
    expect(await sentAfter(BEGIN, seconds(86_400) - 1)).toBe(0);
    expect(await sentAfter(BEGIN, seconds(86_400))).toBe(1);
  });

  it('does not delay the changes of other streams', async () => {
    await recorded('a', 1);
    await recorded('b', 2);
    failing(1);
    await sender.sendDue('erp');
    expect(received).toEqual(['agency-a 0', 'agency-b 0', 'agency-b 1']);
  });
});

describe('The secret of a webhook', () => {
  it('signs for a day after the new one was made, by the clock of the store', async () => {
    const kept = await webhooks.kept('erp');
    await webhooks.rotate('erp', null);
    const first = { secret: kept.secret, until: BEGIN + seconds(86_400) };
    expect((await webhooks.kept('erp')).old).toEqual([first]);
    // A second new one within the day leaves the first its day.
    now = BEGIN + seconds(3_600);
    const second = (await webhooks.kept('erp')).secret;
    await webhooks.rotate('erp', null);
    expect((await webhooks.kept('erp')).old).toEqual([
      { secret: second, until: BEGIN + seconds(90_000) },
      first,
    ]);
    now = BEGIN + seconds(86_400);
    await webhooks.rotate('erp', null);
    expect((await webhooks.kept('erp')).old).toHaveLength(2);
  });

  it('is in a file that nobody but its owner reads', async () => {
    await recorded('a', 1);
    await sender.sendDue('erp');
    for (const name of ['groups.db', 'groups.db-wal'])
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });
});

describe('The webhook of a subject that has gone', () => {
  it('is listed and deleted by who has the data folder, and by nobody else', async () => {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await webhooks.put('hr', { url }, { subject: 'gone', claims: {} });
    const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);
    expect(names(await webhooks.list('other'))).toEqual([]);
    await expect(webhooks.delete('hr', 'other')).rejects.toMatchObject({ code: 'not-found' });
    await expect(webhooks.delete('hr', null)).rejects.toMatchObject({ code: 'not-found' });
    expect(names(await webhooks.list(undefined))).toEqual(['erp', 'hr']);
    expect(await webhooks.delete('hr', undefined)).toMatchObject({ name: 'hr', owner: 'gone' });
    expect(names(await webhooks.list(undefined))).toEqual(['erp']);
  });

  it('stays its own where who has the data folder changes it', async () => {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await webhooks.put('hr', { url }, { subject: 'someone', claims: {} });
    await webhooks.put('hr', { url, disabled: true }, undefined);
    expect(await webhooks.show('hr', 'someone')).toMatchObject({
      owner: 'someone',
      disabled: 'It was disabled by a request.',
    });
  });
});
