import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeGroupStore } from '../../../test/contracts/group-store.contract.js';
import { eventsOf } from '../../../test/support/log-events.js';
import { within } from '../../access/access.js';
import { Reach } from '../../access/reach.js';
import { SqliteEventLog } from '../../log/sqlite/sqlite-event-log.js';
import { SqliteViews } from '../../views/sqlite/sqlite-views.js';
import { NamesInLog } from '../names-in-log.js';
import type { LeaseAnswer } from './groups.answer.js';
import { Groups } from './groups.js';
import { SqliteGroupStore } from './sqlite-group-store.js';

let folder: string;
let log: SqliteEventLog;
let views: SqliteViews;
let store: SqliteGroupStore;
let groups: Groups;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'groups-'));
  log = SqliteEventLog.open({ file: join(folder, 'log.db') });
  views = await SqliteViews.open(join(folder, 'views.db'), () => undefined);
  store = new SqliteGroupStore(join(folder, 'groups.db'));
  groups = new Groups(log, views, new NamesInLog(log), store);
});
afterEach(async () => {
  await store.close();
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

const recorded = (agency: string, events: number): Promise<unknown> =>
  log.append(`agency-${agency}`, 'any', eventsOf(events, agency));

/** Works with a token for one agency. */
const seeing = <T>(agency: string, work: () => Promise<T>): Promise<T> => {
  const sees = Reach.of([{ agencies: [agency] }]);
  return within({ sees, changes: sees }, work);
};

const lease = (max = 1_000): Promise<LeaseAnswer> => groups.lease('svc', 'worker', max, null);

/** How many changes of each stream are handed out until there are none; they must be in their order. */
const drained = async (): Promise<Readonly<Record<string, number>>> => {
  const done = new Map<string, number[]>();
  for (let next = (await lease()).lease; next !== null; next = (await lease()).lease) {
    const sequences = next.changes.map(({ sequence }) => sequence);
    done.set(next.stream, [...(done.get(next.stream) ?? []), ...sequences]);
    await groups.ack('svc', next.id, undefined, null);
  }
  for (const each of done.values()) {
    expect(each).toEqual(each.toSorted((a, b) => a - b));
    expect(new Set(each).size).toBe(each.length);
  }
  return Object.fromEntries([...done].map(([stream, each]) => [stream, each.length]));
};

describe('A group', () => {
  it('keeps what the token of one worker does not see for another worker', async () => {
    await recorded('a', 600);
    await recorded('b', 3);
    await groups.put('svc', {}, null);
    expect(await seeing('b', drained)).toEqual({ 'agency-b': 3 });
    await recorded('a', 10);
    expect(await seeing('b', drained)).toEqual({});
    expect(await drained()).toEqual({ 'agency-a': 610 });
    expect((await groups.show('svc', null)).lag.events).toBe(0);
  });

  it('hands out other budgets while the many changes of one are leased or wait', async () => {
    await recorded('a', 600);
    await groups.put('svc', {}, null);
    const { lease: held } = await lease(1);
    await recorded('b', 3);
    expect((await lease()).lease).toMatchObject({ stream: 'agency-b' });
    await groups.nack('svc', held!.id, { reason: 'away', delaySeconds: 86_400 }, null);
    await recorded('c', 2);
    expect(await drained()).toEqual({ 'agency-c': 2 });
  });

  it('keeps few changes of a parked budget, counts the others, and hands out all when they are replayed', async () => {
    await recorded('a', 10_700);
    await recorded('b', 3);
    await groups.put('svc', {}, null);
    const { lease: held } = await lease(1);
    await groups.park('svc', held!.id, 'refused', null);
    expect(await drained()).toEqual({ 'agency-b': 3 });
    const [parked] = (await groups.show('svc', null)).parked;
    expect(parked).toMatchObject({ stream: 'agency-a', events: 10_700 });
    expect((await store.read('svc'))!.state.match(/"version"/g)).toHaveLength(10_000);
    await groups.replay('svc', 10_700, null);
    await recorded('a', 1);
    expect(await drained()).toEqual({ 'agency-a': 10_701 });
  });

  it('says how many changes come again, and how many are parked: all that wait of the stream', async () => {
    await recorded('a', 10);
    await groups.put('svc', { maxAttempts: 2 }, null);
    const failure = { reason: 'down', delaySeconds: 0 };
    const nack = async () => groups.nack('svc', (await lease(3)).lease!.id, failure, null);
    expect(await nack()).toEqual({ events: 3, parked: false });
    expect(await nack()).toEqual({ events: 10, parked: true });
  });

  it('replays for a token what it sees, and leaves the rest parked', async () => {
    await recorded('a', 2);
    await recorded('b', 3);
    await groups.put('svc', {}, null);
    for (const _ of ['a', 'b'])
      await groups.park('svc', (await lease()).lease!.id, 'refused', null);
    const replay = (events?: number) => seeing('b', () => groups.replay('svc', events, null));
    expect(await replay()).toEqual({ events: 3, replayed: false });
    expect(await replay(3)).toEqual({ events: 3, replayed: true });
    expect(await drained()).toEqual({ 'agency-b': 3 });
    expect((await groups.show('svc', null)).parked).toMatchObject([{ stream: 'agency-a' }]);
  });

  it('says of streams that a token does not see neither their names nor why they are parked', async () => {
    await recorded('a', 2);
    await recorded('b', 1);
    await groups.put('svc', {}, null);
    for (const how of ['park', 'lease']) {
      const { lease: held } = await lease();
      if (how === 'park') await groups.park('svc', held!.id, 'refused', null);
    }
    const shown = await groups.show('svc', null);
    expect(shown).toMatchObject({ leases: 1, parked: [{ stream: 'agency-a' }] });
    expect(await seeing('c', () => groups.show('svc', null))).toMatchObject({
      leases: 0,
      oldestLease: null,
      lag: { events: 0 },
      parked: [],
    });
  });

  it('is not made for a budget that the token does not see, as for one that is not there', async () => {
    await recorded('a', 1);
    const put = (agency: string) =>
      seeing('b', () => groups.put('svc', { filter: { agency: [agency] } }, null));
    for (const agency of ['a', 'nobody'])
      await expect(put(agency)).rejects.toMatchObject({ code: 'not-found' });
    expect(await groups.list(null)).toEqual([]);
  });
});

describe('A lease', () => {
  it('ends by the clock of the store, whatever the clocks of the processes say', async () => {
    let now = 1_000_000;
    const shared = new SqliteGroupStore(join(folder, 'groups.db'), () => now);
    const [one, other] = [0, 1].map(() => new Groups(log, views, new NamesInLog(log), shared)) as [
      Groups,
      Groups,
    ];
    await recorded('a', 1);
    await one.put('svc', { leaseSeconds: 60 }, null);
    const { lease: held } = await one.lease('svc', 'one', 1, null);
    expect(held!.until).toBe('1970-01-01T00:17:40.000Z');
    now += 59_999;
    expect((await other.lease('svc', 'other', 1, null)).lease).toBeNull();
    now += 1;
    expect((await other.lease('svc', 'other', 1, null)).lease).toMatchObject({ attempt: 2 });
    await shared.close();
  });
});

describeGroupStore(() => store);
