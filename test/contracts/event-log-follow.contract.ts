import { setTimeout as pause } from 'node:timers/promises';
import { getEventListeners } from 'node:events';
import { WrongExpectedVersion, type StoredEvent } from '../../src/log/event-log.js';
import { collect, eventsOf, follow, idsOf } from '../support/log-events.js';
import { until } from '../support/until.js';
import type { LogUnderTest } from './event-log.contract.js';
import { rounds } from '../support/rounds.js';

export const describeFollowing = (under: () => LogUnderTest): void => {
  const stream = 'budget-a-2023-unit';

  describe('A follower', () => {
    it('reads the history, then new events of this and other connections', async () => {
      const { log, another } = under();
      const other = await another();
      await log.append(stream, 'no-stream', eventsOf(3));
      let pages = 0;
      const [seen] = await Promise.all([
        follow(log, 0n, 6, () => (pages += 1)),
        (async () => {
          await until('the history', () => pages > 0);
          await log.append(stream, 2, eventsOf(1));
          await until('the event of this connection', () => pages > 1);
          await other.append(stream, 3, eventsOf(2));
        })(),
      ]);
      expect(seen).toEqual(await collect(log.readAll()));
    });

    it('begins after its position', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(3));
      const [, second, third] = await collect(log.readAll());
      expect(await follow(log, second!.position, 1)).toEqual([third]);
    });

    it('gets only new events when it begins at the end of the log', async () => {
      const { log } = under();
      const { position } = await log.append(stream, 'no-stream', eventsOf(3));
      const [seen] = await Promise.all([
        follow(log, position, 1),
        log.append(stream, 2, eventsOf(1)),
      ]);
      expect(seen.map(({ version }) => version)).toEqual([3]);
    });

    it('gets every event once and in order while a second writer appends at full speed', async () => {
      const { log, another } = under();
      const other = await another();
      const history = rounds(900, 1_500);
      const live = rounds(150, 1_500);
      await log.append(stream, 'no-stream', eventsOf(history));
      const start = (await collect(log.readAll())).map(({ position }) => position);

      const total = history + live;
      const appending = async () => {
        for (let i = 0; i < live / 3; i++) await log.append('agency-a', 'any', eventsOf(1));
        return [];
      };
      const appendingElsewhere = async () => {
        for (let i = 0; i < live / 3; i++) await other.append(stream, 'any', eventsOf(2));
        return [];
      };
      const seen = await Promise.all([
        follow(log, 0n, total),
        follow(other, 0n, total, () => pause(1)),
        follow(log, start[700]!, total - 701, () => pause(3)),
        follow(other, start[history - 1]!, live),
        follow(log, start[history - 2]!, live + 1),
        appending(),
        appendingElsewhere(),
      ]);

      const all = idsOf(await collect(log.readAll()));
      expect(all).toHaveLength(total);
      const from = [0, 0, 701, history, history - 1];
      expect(seen.slice(0, from.length).map(idsOf)).toEqual(from.map((first) => all.slice(first)));
    });

    it('at the end gets the same objects as the others there, and one that is behind what it lacks', async () => {
      const { log, another } = under();
      const other = await another();
      const { position } = await log.append(stream, 'no-stream', eventsOf(1));
      const stop = new AbortController();
      const seen: StoredEvent[][] = [[], [], [], []];
      const reading = seen.map(async (events, i) => {
        for await (const page of log.follow(i === 3 ? 0n : position, stop.signal))
          events.push(...page);
      });
      for (const [version, writer] of [log, log, other, log].entries()) {
        await writer.append(stream, version, eventsOf(1));
        await until('all to be at the end', () =>
          seen.every((events) => events.at(-1)?.version === version + 1),
        );
        const [first, ...rest] = seen.map((events) => events.at(-1));
        // With the first one each has come to the end.
        if (version > 0) for (const each of rest) expect(each).toBe(first);
      }
      expect(seen.map((events) => events[0]!.version)).toEqual([1, 1, 1, 0]);
      stop.abort();
      await Promise.all(reading);
    });

    it('gets an event of another connection that a conflict of its own has found first', async () => {
      const { log, another } = under();
      const other = await another();
      const { position } = await log.append(stream, 'no-stream', eventsOf(1));
      const stop = new AbortController();
      const seen: StoredEvent[] = [];
      const reading = (async () => {
        for await (const page of log.follow(position, stop.signal)) seen.push(...page);
      })();
      await log.append(stream, 0, eventsOf(1));
      await until('the first event', () => seen.length === 1);
      await other.append(stream, 1, eventsOf(1));
      await expect(log.append(stream, 1, eventsOf(1))).rejects.toBeInstanceOf(WrongExpectedVersion);
      await until('the event of the other connection', () => seen.length === 2);
      stop.abort();
      await reading;
    });

    it('does not delay others when it is slow', async () => {
      const { log } = under();
      const abort = new AbortController();
      const slow = log.follow(0n, abort.signal)[Symbol.asyncIterator]();
      await log.append(stream, 'no-stream', eventsOf(1));
      expect((await slow.next()).done).toBe(false);
      for (let i = 0; i < 50; i++) await log.append(stream, 'any', eventsOf(1));
      expect(await follow(log, 0n, 51)).toHaveLength(51);
      abort.abort();
      expect((await slow.next()).done).toBe(true);
    });

    it('ends without an error when its signal aborts, and removes its listeners', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(1));
      const abort = new AbortController();
      let seen = 0;
      await Promise.all([
        (async () => {
          for await (const page of log.follow(0n, abort.signal)) seen += page.length;
        })(),
        (async () => {
          for (let i = 1; i <= 5; i++) {
            await until(`${i} events`, () => seen === i);
            await log.append(stream, 'any', eventsOf(1));
          }
          await until('all events', () => seen === 6);
          expect(getEventListeners(abort.signal, 'abort').length).toBeLessThanOrEqual(1);
          // Nothing is appended after this: only the abort can end it.
          abort.abort();
        })(),
      ]);
      expect(seen).toBe(6);
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
      let seen = 0;
      await Promise.all([
        (async () => {
          for await (const page of log.follow(0n, new AbortController().signal))
            seen += page.length;
        })(),
        (async () => {
          await until('both events', () => seen === 2);
          await log.close();
        })(),
      ]);
      expect(seen).toBe(2);
    });
  });
};
