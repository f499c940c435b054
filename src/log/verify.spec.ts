import { collect, eventOf, eventsOf } from '../../test/support/log-events.js';
import { encodeData, encodeMeta } from './envelope.js';
import type { Instant } from '../domain/values/civil-date.js';
import { LogCorrupt, type EventLog, type EventPage, type StoredEvent } from './event-log.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';
import { verify } from './verify.js';

/** A log with exactly these events, valid or not. */
const holding = (...events: readonly StoredEvent[]): EventLog =>
  ({
    async *readAll(): AsyncGenerator<EventPage> {
      if (events.length > 0) yield events;
    },
    async *readStream(stream: string): AsyncGenerator<EventPage> {
      yield events.filter((event) => event.stream === stream);
    },
  }) as unknown as EventLog;

const good = (position: number, change: Partial<StoredEvent> = {}): StoredEvent => {
  const event = eventOf({ code: 'a', name: '宝山区' });
  return {
    position: BigInt(position),
    stream: 'agency-a',
    version: position - 1,
    id: event.id,
    type: event.type,
    data: encodeData(event),
    meta: encodeMeta(event, {
      recordedAt: `2026-03-01T08:00:0${position}.000Z` as Instant,
    }),
    ...change,
  };
};

describe('Verification', () => {
  it('finds no problem in a valid log, and reports its progress', async () => {
    const log = SqliteEventLog.open({ file: ':memory:' });
    for (let i = 0; i < 5; i++) await log.append(`agency-${i % 2}`, 'any', eventsOf(500));
    const progress: number[] = [];
    expect(await verify(log, { progress: (done) => progress.push(done) })).toEqual({
      events: 2_500,
      streams: 2,
      documents: new Set(),
      lastPosition: 2_500n,
      problems: [],
      isReadToEnd: true,
    });
    expect(progress).toEqual([1_000, 2_000, 2_500]);
    expect(await collect(log.readAll())).toHaveLength(2_500);
    await log.close();
  });

  it('of an empty log finds no problem', async () =>
    expect(await verify(holding())).toEqual({
      events: 0,
      streams: 0,
      documents: new Set(),
      lastPosition: 0n,
      problems: [],
      isReadToEnd: true,
    }));

  it('reads each stream by itself: a server may still show in the whole log what it has cut from a stream', async () => {
    const all = [good(1), good(2), good(3)];
    const shown = (...pages: readonly EventPage[]): EventLog =>
      ({
        readAll: holding(...all).readAll,
        async *readStream(): AsyncGenerator<EventPage> {
          yield* pages;
        },
      }) as unknown as EventLog;
    const deleted = {
      readAll: holding(...all).readAll,
      readStream: () => {
        throw new LogCorrupt('It was deleted.');
      },
    } as unknown as EventLog;
    expect((await verify(shown(all))).problems).toEqual([]);
    for (const [log, problem] of [
      [shown(all.slice(1)), 'agency-a has no events before version 1 when it is read alone'],
      [shown(), 'agency-a has no events when it is read alone'],
      [deleted, 'agency-a cannot be read alone. It was deleted.'],
    ] as const)
      expect((await verify(log)).problems).toEqual([expect.stringContaining(problem)]);
  });

  it('reports a stream that was deleted for ever once, whatever its marker looks like', async () => {
    const marker = { version: Number.MAX_SAFE_INTEGER, type: '$streamDeleted', data: '', meta: '' };
    expect(await verify(holding(good(1), good(2, marker)))).toMatchObject({
      events: 1,
      lastPosition: 2n,
      problems: ['Position 2 (agency-a): the stream was deleted on the server for ever.'],
    });
  });

  it('accepts gaps in positions, which are normal on a server', async () =>
    expect((await verify(holding(good(1), good(5, { version: 1 })))).problems).toEqual([]));

  const meta = good(2).meta;
  const problems: [string, Partial<StoredEvent>, string][] = [
    ['a position that does not grow', { position: 1n }, 'the position does not come after 1'],
    [
      'a hole in a stream',
      { version: 2 },
      'the version should be 1: the stream has a gap or a repetition',
    ],
    [
      'a version twice',
      { version: 0 },
      'the version should be 1: the stream has a gap or a repetition',
    ],
    ['a stream that begins late', { stream: 'agency-b' }, 'the version should be 0'],
    ['an id of another form', { id: 'X' }, 'the id "X" is not a UUID'],
    ['an unknown type', { type: 'AgencyAbolished' }, 'the type AgencyAbolished is not known'],
    ['blanks in the data', { data: '{"code": "a"}' }, 'data is not canonical JSON'],
    ['unsorted keys', { data: '{"b":1,"a":1}' }, 'data is not canonical JSON'],
    ['a key twice', { data: '{"a":1,"a":1}' }, 'data is not canonical JSON'],
    ['data cut off', { data: '{"a":' }, 'data is not JSON'],
    ['meta that is not canonical', { meta: ` ${meta}` }, 'meta is not canonical JSON'],
    ['meta cut off', { meta: '{' }, 'meta is not JSON'],
    ['meta of another form', { meta: '[]' }, 'meta is wrong or missing in every field'],
    [
      'no actor',
      { meta: meta.replace('"actor":"zhang",', '') },
      'meta is wrong or missing in actor',
    ],
    ['another field', { meta: meta.replace('{', '{"aa":1,') }, 'meta is wrong or missing in aa'],
    [
      'half an idempotency key',
      { meta: meta.replace('"recordedAt"', '"idempotency":{"key":"k"},"recordedAt"') },
      'meta is wrong or missing in idempotency',
    ],
    [
      'time that steps back',
      { meta: meta.replace('08:00:02', '07:00:00') },
      'it was recorded at 2026-03-01T07:00:00.000Z, earlier than the event before it',
    ],
    [
      'a newer schema',
      { meta: meta.replace('"schemaVersion":1', '"schemaVersion":2') },
      'The log holds AgencyRegistered in version 2',
    ],
  ];

  it.each(problems)('finds %s, and reports the position', async (_, change, sentence) => {
    const second = good(2, { meta, ...change });
    const { problems: found } = await verify(holding(good(1), second));
    expect(found).toEqual([expect.stringContaining(sentence)]);
    expect(found[0]).toContain(
      `Position ${second.position} (${second.stream}, version ${second.version}): `,
    );
  });

  it('reports a thousand problems one by one, and the number of further ones', async () => {
    const bad = Array.from({ length: 1_500 }, (_, i) =>
      good(1, { position: BigInt(i + 1), version: i, id: 'X' }),
    );
    const { problems: found } = await verify(holding(...bad));
    expect(found).toHaveLength(1_001);
    expect(found.at(-1)).toBe('There are 500 more problems.');
  });
});
