import { LogUnavailable, type EventLog, type StoredEvent } from '../../src/log/event-log.js';
import { collect, eventsOf, idsOf } from '../support/log-events.js';
import type { LogFactory, LogUnderTest } from './event-log.contract.js';
import { cases, rounds } from '../support/rounds.js';

/** More than two pages of any adapter. */
const MANY = rounds(1_150, 2_300);
const PER_APPEND = 230;

/** `factory`: makes the log that the tests of long reads share. */
export const describeReads = (under: () => LogUnderTest, factory: LogFactory): void => {
  const stream = 'budget-a-2023-unit';
  const other = 'agency-a';

  describe('An empty log', () => {
    it('has no events and its head at 0', async () => {
      const { log } = under();
      expect(await log.head()).toBe(0n);
      for (const direction of ['forward', 'backward'] as const) {
        expect(await collect(log.readAll({ direction }))).toEqual([]);
        expect(await collect(log.readStream(stream, { direction }))).toEqual([]);
      }
    });

    it('has an identity, which is the same for every connection', async () => {
      const { log, another } = under();
      const identity = await log.identity();
      expect(identity).toEqual({
        ledger: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown,
        epoch: expect.any(Number) as unknown,
        ended: [],
      });
      expect(identity.epoch).toBeGreaterThanOrEqual(1);
      expect(await (await another()).identity()).toEqual(identity);
    });
  });

  describe('A read of a log of several pages', () => {
    let long: LogUnderTest;
    let log: EventLog;
    let written: string[];
    let all: StoredEvent[];
    beforeAll(async () => {
      long = await factory();
      log = long.log;
      written = [];
      for (let i = 0; i < MANY / PER_APPEND; i++) {
        const events = eventsOf(PER_APPEND);
        await log.append(i % 3 === 1 ? other : stream, 'any', events);
        written.push(...idsOf(events));
      }
      all = await collect(log.readAll());
    });
    afterAll(() => long.dispose());

    it('returns every event once, in order, in both directions', async () => {
      expect(idsOf(all)).toEqual(written);
      expect(await collect(log.readAll({ direction: 'backward' }))).toEqual(all.toReversed());
    });

    it.each(cases(3, [0, 1_000, MANY, 1, 2, 999, 1_001, MANY - 1]))(
      'begins after its %i-th event, or before it',
      async (n) => {
        const after = n === 0 ? 0n : all[n - 1]!.position;
        expect(await collect(log.readAll({ after }))).toEqual(all.slice(n));
        expect(await collect(log.readAll({ after, direction: 'backward' }))).toEqual(
          all.slice(0, Math.max(0, n - 1)).reverse(),
        );
      },
    );

    it('returns the events of the streams whose names begin as asked', async () => {
      const of = (prefix: string) => all.filter((event) => event.stream.startsWith(prefix));
      for (const streams of cases(3, [other, 'agency-', 'budget-no', stream, 'budget-'])) {
        expect(await collect(log.readAll({ streams }))).toEqual(of(streams));
        const after = all[MANY / 2]!.position;
        expect(await collect(log.readAll({ streams, after }))).toEqual(
          of(streams).filter(({ position }) => position > after),
        );
      }
    });

    it('is empty after the head, and can begin at any position before it', async () => {
      const beyond = (await log.head()) + 1n;
      expect(await collect(log.readAll({ after: beyond }))).toEqual([]);
      expect(await collect(log.readAll({ after: beyond, direction: 'backward' }))).toEqual(
        all.toReversed(),
      );
    });

    it('returns as many events of a stream as are asked for, in both directions', async () => {
      const own = await collect(log.readStream(stream));
      for (const max of cases(2, [1_001, own.length + 1, 1, 999, 1_000, own.length])) {
        expect(await collect(log.readStream(stream, { max }))).toEqual(own.slice(0, max));
        expect(await collect(log.readStream(stream, { from: 7, max }))).toEqual(
          own.slice(7, 7 + max),
        );
        expect(await collect(log.readStream(stream, { direction: 'backward', max }))).toEqual(
          own.toReversed().slice(0, max),
        );
      }
    });

    it('returns the events of a stream, from any version, in both directions', async () => {
      const events = all.filter((event) => event.stream === stream);
      const last = events.length - 1;
      expect(events.map(({ version }) => version)).toEqual(events.map((_, i) => i));
      expect(await collect(log.readStream(stream))).toEqual(events);
      expect(await collect(log.readStream(stream, { direction: 'backward' }))).toEqual(
        events.toReversed(),
      );
      for (const from of cases(3, [0, 1_000, last + 1, 1, 999, last, last + 1_000])) {
        expect(await collect(log.readStream(stream, { from }))).toEqual(events.slice(from));
        expect(await collect(log.readStream(stream, { from, direction: 'backward' }))).toEqual(
          events.slice(0, from + 1).reverse(),
        );
      }
    });

    // These two append to the log: they come last.
    it('can be stopped before its end', async () => {
      for await (const page of log.readAll()) {
        expect(page[0]).toEqual(all[0]);
        break;
      }
      await expect(log.append(stream, 'any', eventsOf(1))).resolves.toBeDefined();
    });

    it('ends while others continue to write', async () => {
      let read = 0;
      for await (const page of log.readAll()) {
        read += page.length;
        await log.append(other, 'any', eventsOf(page.length + 1));
      }
      expect(read).toBeGreaterThanOrEqual(MANY);
    });
  });

  describe('A closed log', () => {
    it('has stored earlier appends, and refuses new calls', async () => {
      const { log, another } = under();
      const events = eventsOf(1);
      await Promise.all([log.append(stream, 'no-stream', events), log.close()]);
      await log.close();
      expect(idsOf(await collect((await another()).readAll()))).toEqual(idsOf(events));
      await expect(log.append(stream, 'any', eventsOf(1))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.head()).rejects.toBeInstanceOf(LogUnavailable);
      await expect(collect(log.readAll())).rejects.toBeInstanceOf(LogUnavailable);
    });
  });
};
