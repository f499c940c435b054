import { randomUUID } from 'node:crypto';
import type { Json } from '../../src/domain/values/json.js';
import { decodeMeta } from '../../src/log/envelope.js';
import {
  WrongExpectedVersion,
  type ExpectedVersion,
  type NewEvent,
} from '../../src/log/event-log.js';
import {
  collect,
  eventOf,
  eventsOf,
  expectValidLog,
  idsOf,
  repeated,
} from '../support/log-events.js';
import type { LogUnderTest } from './event-log.contract.js';

export const describeAppends = (under: () => LogUnderTest): void => {
  const stream = 'budget-a-2023-unit';

  describe('An append', () => {
    it('stores the events in order, with their versions and canonical bytes', async () => {
      const { log } = under();
      const [first, second] = [eventOf({ name: '宝山区', code: 'a' }), eventOf({ n: [1, null] })];
      const idempotency = { key: 'k', fingerprint: 'f' };
      const appended = await log.append(stream, 'no-stream', [
        { ...first, idempotency },
        { ...second, causationId: first.id },
      ]);
      const stored = await collect(log.readStream(stream));
      const { position } = appended;
      if (appended.stored !== undefined) expect(appended.stored).toEqual(stored);
      expect(stored).toEqual([
        expect.objectContaining({
          stream,
          version: 0,
          id: first.id,
          type: 'AgencyRegistered',
          data: '{"code":"a","name":"宝山区"}',
        }),
        expect.objectContaining({ version: 1, id: second.id, data: '{"n":[1,null]}', position }),
      ]);
      expect(appended).toMatchObject({ version: 1, repeated: false });
      expect(stored.map(decodeMeta)).toEqual([
        {
          actor: 'zhang',
          causationId: null,
          correlationId: 'correlation',
          idempotency,
          recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
          schemaVersion: 1,
        },
        expect.objectContaining({ causationId: first.id }),
      ]);
    });

    it('is visible to every other connection', async () => {
      const { log, another } = under();
      const other = await another();
      const { position } = await log.append(stream, 'no-stream', eventsOf(2));
      expect(await other.head()).toBe(position);
      expect(await collect(other.readAll())).toEqual(await collect(log.readAll()));
    });

    it('continues a stream after appends of another connection', async () => {
      const { log, another } = under();
      const other = await another();
      await log.append(stream, 'no-stream', eventsOf(2));
      await other.append(stream, 1, eventsOf(2));
      await log.append(stream, 3, eventsOf(1));
      await expect(other.append(stream, 3, eventsOf(1))).rejects.toMatchObject({ actual: 4 });
      await other.append(stream, 'any', eventsOf(1));
      expect(await expectValidLog(log)).toHaveLength(6);
    });
  });

  describe('The expected version of an append', () => {
    /** The number of events of the stream, the expected version, and the version after the append or of the conflict. */
    const table: [number, ExpectedVersion, { version: number } | { actual: number }][] = [
      [0, 'no-stream', { version: 0 }],
      [0, 'any', { version: 0 }],
      [0, 0, { actual: -1 }],
      [0, 1, { actual: -1 }],
      [1, 'no-stream', { actual: 0 }],
      [1, 'any', { version: 1 }],
      [1, 0, { version: 1 }],
      [1, 1, { actual: 0 }],
      [3, 'no-stream', { actual: 2 }],
      [3, 'any', { version: 3 }],
      [3, 0, { actual: 2 }],
      [3, 1, { actual: 2 }],
      [3, 2, { version: 3 }],
      [3, 3, { actual: 2 }],
      [3, 1000, { actual: 2 }],
    ];

    it.each(table)(
      'is checked: with %i events in the stream, %s gives %j',
      async (events, expected, outcome) => {
        const { log } = under();
        // The version of another stream does not matter.
        await log.append('budget-b-2023-unit', 'no-stream', eventsOf(2));
        if (events > 0) await log.append(stream, 'no-stream', eventsOf(events));
        const before = await log.head();
        const append = log.append(stream, expected, eventsOf(1));
        if ('version' in outcome) await expect(append).resolves.toMatchObject(outcome);
        else {
          const conflict = await append.catch((error: unknown) => error);
          expect(conflict).toBeInstanceOf(WrongExpectedVersion);
          expect(conflict).toMatchObject({
            code: 'version-mismatch',
            stream,
            expected,
            ...outcome,
          });
          expect(await log.head()).toBe(before);
        }
        await expectValidLog(log);
      },
    );
  });

  describe('An append that fails', () => {
    it('stores none of its events when the expected version is wrong', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(2));
      await expect(log.append(stream, 'no-stream', eventsOf(5))).rejects.toThrow(
        `${stream} is at version 1, not at none`,
      );
      expect(await expectValidLog(log)).toHaveLength(2);
    });

    const wrong: [string, () => NewEvent[]][] = [
      ['no events', () => []],
      ['an id twice', () => ((event) => [event, ...eventsOf(1), event])(eventOf({}))],
      ['an id that is no UUID', () => [...eventsOf(1), eventOf({}, 'x')]],
      ['data that is not JSON', () => [...eventsOf(1), eventOf({ n: NaN })]],
      ['data that is not there', () => [...eventsOf(1), eventOf(undefined as unknown as Json)]],
      ['a schema version 0', () => [{ ...eventOf({}), schemaVersion: 0 }]],
      ['no type', () => [{ ...eventOf({}), type: '' }]],
    ];

    it.each(wrong)(
      'throws as a bug, and stores none of its events, when it has %s',
      async (_, events) => {
        const { log } = under();
        await log.append(stream, 'no-stream', eventsOf(1));
        const before = await log.head();
        await expect(log.append(stream, 'any', events())).rejects.toThrow(/./);
        expect(await log.head()).toBe(before);
        expect(await collect(log.readStream(stream))).toHaveLength(1);
      },
    );

    it.each([-1, 0.5, NaN])('throws as a bug when its expected version is %p', (expected) =>
      expect(under().log.append(stream, expected, eventsOf(1))).rejects.toThrow(RangeError),
    );
  });

  describe('The same append again', () => {
    const starts: [string, number, ExpectedVersion][] = [
      ['of a new stream', 0, 'no-stream'],
      ['at a version', 2, 1],
      ['anywhere', 2, 'any'],
      ['anywhere in a new stream', 0, 'any'],
    ];

    it.each(starts)(
      'changes nothing and returns the first answer: %s',
      async (_, before, expected) => {
        const { log, another } = under();
        if (before > 0) await log.append(stream, 'no-stream', eventsOf(before));
        const events = eventsOf(3);
        const first = await log.append(stream, expected, events);
        const head = await log.head();
        const answer = repeated(first);
        expect(await log.append(stream, expected, events)).toEqual(answer);
        expect(await (await another()).append(stream, expected, events)).toEqual(answer);
        expect(await log.head()).toBe(head);
        expect(await expectValidLog(log)).toHaveLength(before + 3);
      },
    );

    it('returns the first answer also after later appends', async () => {
      const { log } = under();
      const events = eventsOf(2);
      const first = await log.append(stream, 'no-stream', events);
      await log.append(stream, 1, eventsOf(3));
      expect(await log.append(stream, 'no-stream', events)).toEqual(repeated(first));
      expect(await log.append(stream, 'any', events)).toEqual(repeated(first));
      expect(await expectValidLog(log)).toHaveLength(5);
    });

    it('returns the first answer when the repeat expects any version', async () => {
      const { log } = under();
      const events = eventsOf(2);
      const first = await log.append(stream, 'no-stream', events);
      expect(await log.append(stream, 'any', events)).toEqual(repeated(first));
    });

    it('is stored once when it is sent many times at once', async () => {
      const { log } = under();
      const events = eventsOf(2);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => log.append(stream, 'no-stream', events)),
      );
      expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(idsOf(await expectValidLog(log))).toEqual(idsOf(events));
    });

    it('is a conflict when its events have other ids', async () => {
      const { log } = under();
      await log.append(stream, 'no-stream', eventsOf(2));
      await expect(
        log.append(stream, 'no-stream', [eventOf({}, randomUUID())]),
      ).rejects.toBeInstanceOf(WrongExpectedVersion);
    });
  });
};
