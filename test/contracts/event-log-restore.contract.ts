import { randomUUID } from 'node:crypto';
import type { Instant } from '../../src/domain/values/civil-date.js';
import { encodeData, encodeMeta } from '../../src/log/envelope.js';
import { WrongExpectedVersion, type EncodedAppend } from '../../src/log/event-log.js';
import { collect, eventOf, eventsOf, expectValidLog, idsOf } from '../support/log-events.js';
import type { LogUnderTest } from './event-log.contract.js';

/** An append as it was stored three years ago. */
const sealed = (
  stream: string,
  expected: EncodedAppend['expected'],
  n: number,
  recordedAt = '2023-03-01T08:00:00.000Z',
): EncodedAppend => ({
  stream,
  expected,
  events: Array.from({ length: n }, (_, i) => {
    const event = eventOf({ code: `${stream}_${i}`, name: '宝山区' });
    const { id, type } = event;
    return {
      id,
      type,
      data: encodeData(event),
      meta: encodeMeta(event, { recordedAt: recordedAt as Instant }),
    };
  }),
});

export const describeRestore = (under: () => LogUnderTest): void => {
  const [a, b] = ['budget-a-2023-unit', 'agency-a'] as const;

  describe('A restore', () => {
    it('stores the given texts, in the order of the appends', async () => {
      const { log, another } = under();
      const appends = [
        sealed(a, 'no-stream', 3),
        sealed(b, 'no-stream', 1, '2023-04-01T08:00:00.000Z'),
        sealed(a, 2, 2, '2023-05-01T08:00:00.000Z'),
      ];
      await log.restore(appends);
      const stored = await collect((await another()).readAll());
      expect(stored.map(({ id, type, data, meta }) => ({ id, type, data, meta }))).toEqual(
        appends.flatMap(({ events }) => events),
      );
      expect(stored.map(({ stream, version }) => `${stream} ${version}`)).toEqual(
        [0, 1, 2, -1, 3, 4].map((version) => (version < 0 ? `${b} 0` : `${a} ${version}`)),
      );
      await expectValidLog(log);
    });

    it('is continued by the next append, of this and other connections', async () => {
      const { log, another } = under();
      const other = await another();
      await log.append(a, 'no-stream', eventsOf(1));
      await other.append(b, 'no-stream', eventsOf(1));
      await log.restore([sealed(a, 0, 2, '2099-01-01T00:00:00.000Z')]);
      await expect(log.append(a, 0, eventsOf(1))).rejects.toMatchObject({ actual: 2 });
      await other.append(a, 2, eventsOf(1));
      await log.append(a, 3, eventsOf(1));
      expect(await collect(log.readStream(a))).toHaveLength(5);
    });

    it('changes nothing when the events are there already', async () => {
      const { log, another } = under();
      const appends = [sealed(a, 'no-stream', 3), sealed(b, 'no-stream', 2), sealed(a, 2, 2)];
      await log.restore(appends.slice(0, 2));
      await log.restore(appends);
      await (await another()).restore(appends);
      expect(idsOf(await expectValidLog(log))).toEqual(
        idsOf(appends.flatMap(({ events }) => events)),
      );
    });

    it('stops at the first conflict with another event', async () => {
      const { log } = under();
      await log.append(b, 'no-stream', eventsOf(1));
      const append = sealed(a, 'no-stream', 2);
      await expect(
        log.restore([append, sealed(b, 'no-stream', 1), sealed(a, 1, 1)]),
      ).rejects.toBeInstanceOf(WrongExpectedVersion);
      const left = idsOf(await collect(log.readStream(a)));
      // Whether the first append is stored depends on the engine.
      expect([[], idsOf(append.events)]).toContainEqual(left);
      await log.restore([append, sealed(a, 1, 1)]);
      expect(await collect(log.readStream(a))).toHaveLength(3);
    });

    it('throws as a bug, and stores nothing, when an event has no UUID', async () => {
      const { log } = under();
      const { events, ...append } = sealed(a, 'no-stream', 1);
      await expect(
        log.restore([
          sealed(b, 'no-stream', 1),
          { ...append, events: [{ ...events[0]!, id: 'x' }] },
        ]),
      ).rejects.toThrow(RangeError);
      expect(await collect(log.readAll())).toEqual([]);
    });
  });

  describe('An epoch', () => {
    const ended = [
      { epoch: 1, upTo: 42n, position: 42n, renumbered: false },
      { epoch: 2, upTo: 9_007_199_254_740n, position: 43n, renumbered: true },
    ];

    it('is stored with the ended epochs, for every connection', async () => {
      const { log, another } = under();
      const { ledger, epoch } = await log.identity();
      await log.beginEpoch({ epoch: epoch + 2, ended });
      const now = { ledger, epoch: epoch + 2, ended };
      expect(await log.identity()).toEqual(now);
      expect(await (await another()).identity()).toEqual(now);
      expect(await log.head()).toBe(0n);
    });

    it('can be updated, and never decreases', async () => {
      const { log } = under();
      const { ledger } = await log.identity();
      await log.beginEpoch({ epoch: 3, ended: ended.slice(0, 1) });
      await log.beginEpoch({ epoch: 3, ended });
      await log.beginEpoch({ epoch: 3, ended });
      await expect(log.beginEpoch({ epoch: 2, ended })).rejects.toThrow(/./);
      expect(await log.identity()).toEqual({ ledger, epoch: 3, ended });
      await log.append(`agency-${randomUUID()}`, 'no-stream', eventsOf(1));
      expect(await collect(log.readAll())).toHaveLength(1);
    });
  });
};
