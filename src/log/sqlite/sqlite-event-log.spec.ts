import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  collect,
  eventOf,
  eventsOf,
  expectValidLog,
  follow,
  idsOf,
} from '../../../test/support/log-events.js';
import type { Instant } from '../../domain/values/civil-date.js';
import { decodeMeta } from '../envelope.js';
import { eventIds, keyOfChange } from '../event-id.js';
import { EventIdTaken, IdempotencyKeyTaken, LogCorrupt, LogUnavailable } from '../event-log.js';
import { SqliteEventLog } from './sqlite-event-log.js';
import { openLogFile } from './open-log-file.js';
import { verify } from '../verify.js';
import { itInCi } from '../../../test/support/it-in-ci.js';

describe('The embedded log', () => {
  let folder: string;
  let file: string;
  let log: SqliteEventLog;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
    file = join(folder, 'log.db');
    log = SqliteEventLog.open({ file });
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  describe('commits in groups', () => {
    it('with 64 appends of one tick in one commit, and a single one in its own', async () => {
      const appends = Array.from({ length: 64 }, (_, i) => eventsOf((i % 3) + 1));
      await Promise.all(appends.map((events, i) => log.append(`agency-${i % 7}`, 'any', events)));
      expect(log.commits).toBe(1);
      expect(idsOf(await expectValidLog(log))).toEqual(appends.flatMap(idsOf));
      await log.append('agency-a', 'any', eventsOf(1));
      expect(log.commits).toBe(2);
    });

    it('in which each append fails on its own, and all are answered', async () => {
      const outcomes = await Promise.allSettled([
        log.append('agency-a', 'no-stream', eventsOf(2)),
        log.append('agency-a', 'no-stream', eventsOf(2)),
        log.append('agency-b', 'no-stream', [eventOf({ n: NaN })]),
        log.append('agency-a', 1, eventsOf(1)),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'fulfilled',
      ]);
      expect(log.commits).toBe(1);
      expect(await expectValidLog(log)).toHaveLength(3);
    });

    it('that write nothing are not counted', async () => {
      const events = eventsOf(1);
      await log.append('agency-a', 'no-stream', events);
      await log.append('agency-a', 'no-stream', events);
      await log.append('agency-a', 'no-stream', eventsOf(1)).catch(() => {});
      expect(log.commits).toBe(1);
    });

    it('two streams of one tick in order, also when the second does not fit in the commit', async () => {
      const full = log.append('agency-a', 'no-stream', eventsOf(4_094));
      // Each in its own tick, as requests arrive.
      await new Promise((resolve) => process.nextTick(resolve));
      const behind = log.append('agency-a', 4_093, eventsOf(1));
      await new Promise((resolve) => process.nextTick(resolve));
      const commits: number[] = [];
      const note = ({ position }: { position: bigint }) => {
        commits.push(log.commits);
        return position;
      };
      const pair = await Promise.all([
        log.append('budget-a-2023-unit', 'no-stream', eventsOf(1)).then(note),
        log.append('budget-b-2023-unit', 'no-stream', eventsOf(1)).then(note),
      ]);
      await Promise.all([full, behind]);
      expect(pair).toEqual([4_096n, 4_097n]);
      expect(commits).toEqual([2, 2]);
    });

    itInCi('of a bounded size, in order', async () => {
      const events = eventsOf(10_000);
      await Promise.all(
        events.map((event, i) => log.append('agency-a', i === 0 ? 'no-stream' : i - 1, [event])),
      );
      expect(log.commits).toBe(3);
      expect(idsOf(await expectValidLog(log))).toEqual(idsOf(events));
    });

    it('and a follower sees complete commits in order', async () => {
      const [seen] = await Promise.all([
        follow(log, 0n, 50),
        ...eventsOf(50).map((event) => log.append('agency-a', 'any', [event])),
      ]);
      expect(seen).toEqual(await collect(log.readAll()));
    });
  });

  describe('assigns positions without gaps', () => {
    it('also after failed appends', async () => {
      for (let i = 0; i < 5; i++) {
        await log.append('agency-a', 'any', eventsOf(2));
        await log.append('agency-a', 'no-stream', eventsOf(2)).catch(() => {});
        const taken = [...eventsOf(2), ...(await collect(log.readAll())).slice(0, 1)];
        await expect(
          log.append(
            'agency-a',
            'any',
            taken.map(({ id }) => eventOf({}, id)),
          ),
        ).rejects.toBeInstanceOf(EventIdTaken);
      }
      const all = await expectValidLog(log);
      expect(all.map(({ position }) => position)).toEqual(all.map((_, i) => BigInt(i + 1)));
      expect(all).toHaveLength(10);
    });
  });

  describe('refuses an append at any version that has an id of its stream', () => {
    const taken = eventOf({});
    const both = [taken, ...eventsOf(1)];
    beforeEach(() => log.append('agency-a', 'no-stream', both));

    it('and is no repetition', async () => {
      for (const events of [[...eventsOf(2), taken], [taken, ...eventsOf(2)], both.toReversed()])
        await expect(log.append('agency-a', 'any', events)).rejects.toMatchObject({
          code: 'idempotency-key-reused',
          stream: 'agency-a',
        });
      expect(await expectValidLog(log)).toHaveLength(2);
    });
  });

  it('refuses a key whose events were restored', async () => {
    const events = eventIds(keyOfChange('k'), 2).map((id) => ({
      ...eventOf({}, id),
      idempotency: { key: 'k', fingerprint: 'f' },
    }));
    const other = SqliteEventLog.open({ file: ':memory:' });
    await other.append('agency-a', 'no-stream', events);
    await log.append('agency-b', 'no-stream', eventsOf(1));
    await log.restore([
      { stream: 'agency-a', expected: 'no-stream', events: await collect(other.readAll()) },
    ]);
    await other.close();
    await expect(log.append('agency-c', 'no-stream', events)).rejects.toBeInstanceOf(
      IdempotencyKeyTaken,
    );
  });

  describe('records times that never decrease', () => {
    it('when a clock steps back, here or in another process, and marks by how much', async () => {
      const at = (second: number) => `2026-03-01T08:00:0${second}.000Z` as Instant;
      let now = at(5);
      const [one, two] = [1, 2].map(() => SqliteEventLog.open({ file, clock: () => now }));
      for (const [who, second] of [
        [one, 5],
        [one, 3],
        [two, 2],
        [two, 7],
        [one, 6],
        [one, 8],
      ] as const) {
        now = at(second);
        await who!.append('agency-a', 'any', eventsOf(1));
      }
      const metas = (await collect(log.readAll())).map(decodeMeta);
      expect(metas.map(({ recordedAt }) => recordedAt)).toEqual([5, 5, 5, 7, 7, 8].map(at));
      expect(metas.map(({ clockSkewMs }) => clockSkewMs)).toEqual([
        undefined,
        2_000,
        3_000,
        undefined,
        1_000,
        undefined,
      ]);
      expect(await verify(log)).toMatchObject({ problems: [] });
      await one!.close();
      await two!.close();
    });
  });

  describe('is append-only', () => {
    let raw: Database.Database;
    beforeEach(async () => {
      await log.append('agency-a', 'no-stream', eventsOf(3));
      raw = openLogFile({ file });
    });
    afterEach(async () => {
      raw.close();
      expect(await verify(log)).toMatchObject({ events: 3, problems: [] });
    });

    it.each([
      ['an update', `UPDATE events SET data = '{}'`],
      ['an update of one', `UPDATE OR IGNORE events SET stream = 'x' WHERE position = 2`],
      ['a delete', 'DELETE FROM events'],
      ['a delete of the last', 'DELETE FROM events WHERE position = 3'],
      ...['position', 'stream, version'].map((columns): [string, string] => [
        `a replacement by ${columns}`,
        `INSERT OR REPLACE INTO events (position, stream, version, id, type, data, meta)
           SELECT coalesce(p.position, 9), coalesce(s.stream, 'x'), coalesce(s.version, 9), 'x', 't', '{}', '{}'
           FROM (SELECT 1)
           LEFT JOIN events p ON p.position = 2 AND '${columns}' = 'position'
           LEFT JOIN events s ON s.position = 2 AND '${columns}' = 'stream, version'`,
      ]),
    ])('against %s', (_, sql) => expect(() => raw.exec(sql)).toThrow('events are written once'));

    it.each([
      [`UPDATE ledger SET id = 'x'`, 'keeps its id'],
      ['UPDATE ledger SET epoch = 0', 'epoch only grows'],
      ['DELETE FROM ledger', 'keeps its identity'],
      [`INSERT OR REPLACE INTO ledger VALUES (1, 'x', 1, 1)`, 'keeps its identity'],
    ])('and keeps its identity against %s', (sql, sentence) =>
      expect(() => raw.exec(sql)).toThrow(sentence),
    );

    it('but accepts the higher epoch of a restore', async () => {
      const { ledger, epoch } = await log.identity();
      raw.exec('UPDATE ledger SET epoch = epoch + 1');
      await nextTurn();
      expect(await log.identity()).toEqual({ ledger, epoch: epoch + 1, ended: [] });
    });
  });

  describe('on a full disk', () => {
    it('refuses an append that does not fit, and continues when there is space', async () => {
      await log.append('agency-a', 'no-stream', eventsOf(10));
      await log.close();
      const pages = statSync(file).size / 4096;
      log = SqliteEventLog.open({ file, pagesMax: pages + 10 });
      const large = eventsOf(2_000);
      const refused = await log.append('agency-a', 9, large).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(LogUnavailable);
      expect(refused).toMatchObject({ code: 'log-unavailable', outcome: 'not-stored' });
      expect((refused as Error).message).toContain(`The log ${file} cannot grow, the disk is full`);
      expect(await verify(log)).toMatchObject({ events: 10, problems: [] });

      // The small append fails too, because both are in one commit. Afterwards no cached state is left.
      const together = [
        log.append('agency-a', 9, eventsOf(1)),
        log.append('agency-b', 'any', large),
      ];
      for (const { status } of await Promise.allSettled(together)) expect(status).toBe('rejected');
      expect(await log.append('agency-a', 9, eventsOf(1))).toMatchObject({
        version: 10,
        position: 11n,
      });

      // One by one until it is full: each is stored completely or not at all.
      let stored = 11;
      for (;;) {
        const answer = await log.append('agency-a', 'any', eventsOf(5)).catch((e: unknown) => e);
        if (answer instanceof Error) {
          expect(answer).toBeInstanceOf(LogUnavailable);
          break;
        }
        stored += 5;
      }
      expect(await expectValidLog(log)).toHaveLength(stored);
      await log.close();

      log = SqliteEventLog.open({ file });
      await log.append('agency-a', stored - 1, large);
      expect(await verify(log)).toMatchObject({ events: stored + 2_000, problems: [] });
    });
  });

  describe('whose file is damaged', () => {
    it('is not read with broken bytes in place of a character that shows broken ones', async () => {
      await log.append('agency-a', 'no-stream', [eventOf({ name: 'a\uFFFD' })]);
      expect(await collect(log.readAll())).toHaveLength(1);
      const db = new Database(file);
      db.exec('DROP TRIGGER events_are_never_updated');
      // Three other bytes, which are read as the same character.
      db.exec(
        "UPDATE events SET data = CAST(unhex(replace(hex(data), 'EFBFBD', 'F09F98')) AS TEXT)",
      );
      db.close();
      await expect(collect(log.readAll())).rejects.toThrow(/is not UTF-8/);
    });

    it('is reported with the file and the advice to restore a backup; verification tells what can be read', async () => {
      await log.append('agency-a', 'no-stream', eventsOf(3_000));
      await log.close();
      const { size } = statSync(file);
      const handle = openSync(file, 'r+');
      writeSync(handle, Buffer.alloc(4 * 4096, 0xa5), 0, 4 * 4096, 4096 * Math.floor(size / 8192));
      closeSync(handle);

      log = SqliteEventLog.open({ file });
      const reading = await collect(log.readAll()).catch((error: unknown) => error);
      expect(reading).toBeInstanceOf(LogCorrupt);
      expect((reading as Error).message).toBe(
        `The log ${file} is damaged (SQLITE_CORRUPT): stop writing, and restore it from a backup.`,
      );
      const { events, problems } = await verify(log);
      expect(events).toBeLessThan(3_000);
      expect(problems).toEqual([
        expect.stringMatching(/^After position \d+ the log cannot be read\. The log .* is damaged/),
      ]);
    });
  });

  describe('that another program has locked', () => {
    itInCi('reports it, and stores nothing', async () => {
      await log.append('agency-a', 'no-stream', eventsOf(1));
      const other = new Database(file);
      other.exec('BEGIN IMMEDIATE');
      const refused = await log.append('agency-a', 0, eventsOf(1)).catch((e: unknown) => e);
      expect(refused).toBeInstanceOf(LogUnavailable);
      expect(refused).toMatchObject({ outcome: 'not-stored' });
      expect((refused as Error).message).toContain('has locked the log');
      other.exec('ROLLBACK');
      other.close();
      await log.append('agency-a', 0, eventsOf(1));
      expect(await expectValidLog(log)).toHaveLength(2);
    });
  });

  it('is read page by page: a paused reader holds no snapshot', async () => {
    await log.append('agency-a', 'no-stream', eventsOf(2_500));
    const reader = log.readAll()[Symbol.asyncIterator]();
    await reader.next();
    await log.append('agency-a', 'any', eventsOf(1));
    const other = new Database(file);
    expect(other.pragma('wal_checkpoint(TRUNCATE)')).toEqual([
      { busy: 0, log: 0, checkpointed: 0 },
    ]);
    other.close();
    await reader.return?.(undefined);
  });

  it('knows no version of a stream any more when another process has committed in the same turn', async () => {
    const raw = openLogFile({ file });
    await log.append('agency-a', 'no-stream', eventsOf(1));
    // What is asked once in a turn is asked before the commit.
    await nextTurn();
    const identity = log.identity();
    expect(log.knownVersion('agency-a')).toBe(0);
    raw.exec(`INSERT INTO events (position, stream, version, id, type, data, meta)
      SELECT 2, stream, 1, 'x', type, data, meta FROM events`);
    expect(log.knownVersion('agency-a')).toBeUndefined();
    raw.close();
    await identity;
  });

  it('writes waiting appends before it closes', async () => {
    const appends = eventsOf(20).map((event) => log.append('agency-a', 'any', [event]));
    const [last] = await Promise.all([appends.at(-1), ...appends, log.close()]);
    expect(last).toMatchObject({ version: 19 });
  });

  it('can be in memory', async () => {
    const memory = SqliteEventLog.open({ file: ':memory:' });
    await memory.append('agency-a', 'no-stream', eventsOf(2));
    expect(await expectValidLog(memory)).toHaveLength(2);
    await memory.close();
  });
});
