import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { verify } from '../../src/log/verify.js';
import { collect, eventsOf, expectValidLog, follow } from '../support/log-events.js';
import { ended, startAppender, startRationedAppender, UNKNOWN } from '../support/log-process.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { itInCi } from '../support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

describe('Several processes on one embedded log', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
    file = join(folder, 'log.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  itInCi('that create the same file at once get one ledger, and lose no append', async () => {
    const children = await Promise.all(
      [0, 1, 2, 3].map((i) => ended(startAppender(file, `agency-${i}`, 40))),
    );
    expect(children.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(new Set(children.map(({ ledger }) => ledger)).size).toBe(1);
    const log = SqliteEventLog.open({ file });
    const all = await expectValidLog(log);
    expect(all).toHaveLength(4 * 40 * 3);
    expect(await log.head()).toBe(BigInt(all.length));
    await log.close();
  });

  it('append to the same stream, and a follower in one of them sees all events', async () => {
    const log = SqliteEventLog.open({ file });
    const total = 2 * 60 * 3 + 200;
    const appending = async () => {
      for (let i = 0; i < 200; i++) await log.append('agency-shared', 'any', eventsOf(1));
    };
    const [seen] = await Promise.all([
      follow(log, 0n, total),
      appending(),
      ...[0, 1].map(() => ended(startAppender(file, 'agency-shared', 60))),
    ]);
    const all = await expectValidLog(log);
    expect(all).toHaveLength(total);
    expect(seen).toEqual(all);
    await log.close();
  });

  it('that are killed while they append lose no acknowledged append, and leave no partial one', async () => {
    let before = 0;
    for (const enough of [1, 25, 60]) {
      const { versions, code } = await ended(startAppender(file, 'agency-a', 1_000_000), enough);
      expect(code).toBeNull();
      expect(versions.length).toBeGreaterThanOrEqual(enough);
      expect(versions).toEqual(versions.map((_, i) => before + 3 * i + 2));

      const log = SqliteEventLog.open({ file });
      const stored = await collect(log.readStream('agency-a'));
      // Every acknowledged append is stored, and no other one partially.
      expect(stored.length).toBeGreaterThan(versions.at(-1)!);
      expect(stored.length % 3).toBe(0);
      expect((await verify(log)).problems).toEqual([]);
      await log.append('agency-b', 'any', eventsOf(1));
      before = stored.length;
      await log.close();
    }
  });

  it('whose disk fails during a commit report an unknown outcome, and leave no partial append', async () => {
    // The file of the log fits in the limit; its WAL cannot grow beyond 256 KiB.
    const { versions, code } = await ended(startRationedAppender(512, file, 'agency-a', 1_000));
    expect(code).toBe(UNKNOWN);
    expect(versions.length).toBeGreaterThan(0);
    const log = SqliteEventLog.open({ file });
    const stored = await collect(log.readStream('agency-a'));
    expect(stored.length).toBeGreaterThan(versions.at(-1)!);
    expect(stored.length % 3).toBe(0);
    expect((await verify(log)).problems).toEqual([]);
    await log.append('agency-a', stored.length - 1, eventsOf(1));
    await log.close();
  });
});
