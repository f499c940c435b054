import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { WrongExpectedVersion, type NewEvent } from '../../src/log/event-log.js';
import {
  collect,
  eventOf,
  eventsOf,
  expectValidLog,
  idsOf,
  repeated,
} from '../support/log-events.js';
import type { LogUnderTest } from './event-log.contract.js';
import { rounds } from '../support/rounds.js';

export const describeWriters = (under: () => LogUnderTest): void => {
  describe('Writers at the same time', () => {
    it("append at one version: one succeeds, and the others get the stream's version", async () => {
      const { log, another } = under();
      const logs = [log, await another()];
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) =>
          logs[i % 2]!.append('budget-a-2023-unit', 'no-stream', eventsOf(2)),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') {
          expect(outcome.reason).toBeInstanceOf(WrongExpectedVersion);
          expect(outcome.reason).toMatchObject({ actual: 1 });
        }
      expect(await expectValidLog(log)).toHaveLength(2);
    });

    it('succeed or fail independently', async () => {
      const { log } = under();
      await log.append('agency-taken', 'no-stream', eventsOf(1));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 64 }, (_, i) => {
          const stream = `agency-${i}`;
          if (i % 4 === 1) return log.append('agency-taken', 'no-stream', eventsOf(3));
          if (i % 4 === 2) return log.append(stream, 'any', [...eventsOf(1), eventOf({ n: NaN })]);
          if (i % 4 === 3) return log.append(stream, 7, eventsOf(2));
          return log.append(stream, 'no-stream', eventsOf(3));
        }),
      );
      outcomes.forEach(({ status }, i) =>
        expect([i, status]).toEqual([i, i % 4 === 0 ? 'fulfilled' : 'rejected']),
      );
      expect(await expectValidLog(log)).toHaveLength(1 + 16 * 3);
    });

    it('know the last version of a stream, or that it has to be read', async () => {
      const { log, another } = under();
      const other = await another();
      const stream = 'budget-a-2023-unit';
      for (let version = -1; version < 8; version += 1) {
        for (const each of [log, other])
          expect([version, undefined]).toContain(each.knownVersion(stream));
        const writer = [log, log, other][(version + 1) % 3]!;
        await writer.append(stream, version < 0 ? 'no-stream' : version, eventsOf(1));
      }
    });

    it('lose no change when they read again after a conflict', async () => {
      const { log, another } = under();
      const other = await another();
      const stream = 'budget-a-2023-unit';
      const writers = 6;
      const changes = rounds(4, 15);
      await Promise.all(
        Array.from({ length: writers }, async (_, w) => {
          const mine = w % 2 === 0 ? log : other;
          for (let i = 0; i < changes;) {
            const version = (await collect(mine.readStream(stream))).length - 1;
            try {
              await mine.append(stream, version < 0 ? 'no-stream' : version, [eventOf({ w, i })]);
              i += 1;
            } catch (error) {
              if (!(error instanceof WrongExpectedVersion)) throw error;
            }
          }
        }),
      );
      const all = await expectValidLog(log);
      expect(all).toHaveLength(writers * changes);
      for (let w = 0; w < writers; w++)
        expect(
          all
            .map(({ data }) => JSON.parse(data) as { w: number; i: number })
            .filter((data) => data.w === w)
            .map(({ i }) => i),
        ).toEqual(Array.from({ length: changes }, (_, i) => i));
    });
  });

  describe('Any appends by any writers', () => {
    interface Step {
      readonly writer: number;
      readonly stream: number;
      readonly expects: 'no-stream' | 'any' | 'right' | 'wrong';
      readonly events: number;
      readonly repeats: boolean;
    }

    const step: fc.Arbitrary<Step> = fc.record({
      writer: fc.nat(2),
      stream: fc.nat(3),
      expects: fc.constantFrom(
        'no-stream' as const,
        'any' as const,
        'right' as const,
        'wrong' as const,
      ),
      events: fc.integer({ min: 1, max: 4 }),
      repeats: fc.boolean(),
    });

    it('give the same log as a model of it', () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const { log, another } = under();
          const logs = [log, await another(), await another()];
          const run = randomUUID().slice(0, 8);
          const model = new Map<string, string[]>();
          const order: string[] = [];
          const before = await log.head();
          for (const { writer, stream: s, expects, events: n, repeats } of steps) {
            const stream = `agency-${run}_${s}`;
            const ids = model.get(stream) ?? [];
            const last = ids.length - 1;
            const right = last < 0 ? 'no-stream' : last;
            const expected =
              expects === 'right' ? right : expects === 'wrong' ? last + 1 + n : expects;
            const events: NewEvent[] = eventsOf(n);
            const fits = expected === 'any' || expected === right;
            const append = () => logs[writer]!.append(stream, expected, events);
            if (!fits) {
              await expect(append()).rejects.toMatchObject({ actual: last });
              continue;
            }
            const first = await append();
            expect(first).toMatchObject({ version: last + n, repeated: false });
            model.set(stream, [...ids, ...idsOf(events)]);
            order.push(...idsOf(events));
            if (repeats) expect(await append()).toEqual(repeated(first));
          }
          expect(idsOf(await collect(log.readAll({ after: before })))).toEqual(order);
          for (const [stream, ids] of model)
            expect(idsOf(await collect(logs[1]!.readStream(stream)))).toEqual(ids);
          await expectValidLog(logs[2]!);
        }),
        { numRuns: rounds(5, 25) },
      ));
  });
};
