import { setTimeout as pause } from 'node:timers/promises';
import { getEventListeners } from 'node:events';
import type { EventLog, StoredEvent } from '../../src/log/event-log.js';
import { collect, eventsOf, idsOf } from '../support/log-events.js';
import type { LogUnderTest } from './event-log.contract.js';

/** Follows until it has seen `n` events. */
const take = async (
  log: EventLog,
  after: bigint,
  n: number,
  pace: () => Promise<unknown> = async () => {},
): Promise<StoredEvent[]> => {
  const seen: StoredEvent[] = [];
  const abort = new AbortController();
  for await (const page of log.follow(after, abort.signal)) {
    expect(page.length).toBeGreaterThan(0);
    seen.push(...page);
    if (seen.length >= n) abort.abort();
    await pace();
  }
  return seen;
};

export const describeFollowing = (under: () => LogUnderTest): void => {
  const stream = 'budget-a-2023-unit';

  describe('A follower', () => {
    it('reads the history, then new events of this and other connections', async () => {
      const { log, another } = under();
      const other = await another();
      await log.append(stream, 'no-stream', eventsOf(3));
      const seen = take(log, 0n, 6);
      await pause(20);
      await log.append(stream, 2, eventsOf(1));
      await pause(20);
      await other.append(stream, 3, eventsOf(2));
      expect(await seen).toEqual(await collect(log.readAll()));
    });

    it('begins after its position', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(3));
      const [, second, third] = await collect(log.readAll());
      expect(await take(log, second!.position, 1)).toEqual([third]);
    });

    it('gets only new events when it begins at the end of the log', async () => {
      const { log } = under();
      const { position } = await log.append(stream, 'no-stream', eventsOf(3));
      const seen = take(log, position, 1);
      await pause(20);
      await log.append(stream, 2, eventsOf(1));
      expect((await seen).map(({ version }) => version)).toEqual([3]);
    });

    it('gets every event once and in order while a second writer appends at full speed', async () => {
      const { log, another } = under();
      const other = await another();
      const history = 1_500;
      const live = 1_500;
      await log.append(stream, 'no-stream', eventsOf(history));
      const start = (await collect(log.readAll())).map(({ position }) => position);

      const total = history + live;
      const followers = [
        take(log, 0n, total),
        take(other, 0n, total, () => pause(1)),
        take(log, start[700]!, total - 701, () => pause(3)),
        take(other, start[history - 1]!, live),
        take(log, start[history - 2]!, live + 1),
      ];
      const mine = (async () => {
        for (let i = 0; i < live / 3; i++) await log.append('agency-a', 'any', eventsOf(1));
      })();
      const theirs = (async () => {
        for (let i = 0; i < live / 3; i++) await other.append(stream, 'any', eventsOf(2));
      })();
      await Promise.all([mine, theirs]);

      const all = idsOf(await collect(log.readAll()));
      expect(all).toHaveLength(total);
      const seen = (await Promise.all(followers)).map(idsOf);
      expect(seen[0]).toEqual(all);
      expect(seen[1]).toEqual(all);
      expect(seen[2]).toEqual(all.slice(701));
      expect(seen[3]).toEqual(all.slice(history));
      expect(seen[4]).toEqual(all.slice(history - 1));
    });

    it('does not delay others when it is slow', async () => {
      const { log } = under();
      const abort = new AbortController();
      const slow = log.follow(0n, abort.signal)[Symbol.asyncIterator]();
      await log.append(stream, 'no-stream', eventsOf(1));
      expect((await slow.next()).done).toBe(false);
      for (let i = 0; i < 50; i++) await log.append(stream, 'any', eventsOf(1));
      expect(await take(log, 0n, 51)).toHaveLength(51);
      abort.abort();
      expect((await slow.next()).done).toBe(true);
    });

    it('ends without an error when its signal aborts, and removes its listeners', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(1));
      const abort = new AbortController();
      const done = collect(log.follow(0n, abort.signal));
      for (let i = 0; i < 5; i++) {
        await pause(5);
        await log.append(stream, 'any', eventsOf(1));
      }
      expect(getEventListeners(abort.signal, 'abort').length).toBeLessThanOrEqual(1);
      await pause(20);
      // Nothing is appended after this: only the abort can end it.
      abort.abort();
      expect(await done).toHaveLength(6);
      expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    });

    it('reads nothing when its signal has aborted before', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(1));
      expect(await collect(log.follow(0n, AbortSignal.abort()))).toEqual([]);
    });

    it('can stop before its signal aborts', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(1));
      const abort = new AbortController();
      for await (const page of log.follow(0n, abort.signal)) {
        expect(page).toHaveLength(1);
        break;
      }
      expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    });

    it('ends when the log closes', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(2));
      const done = collect(log.follow(0n, new AbortController().signal));
      await pause(20);
      await log.close();
      expect(await done).toHaveLength(2);
    });
  });
};
