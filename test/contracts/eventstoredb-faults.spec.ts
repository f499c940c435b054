import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../../src/domain/errors.js';
import type { Instant } from '../../src/domain/values/civil-date.js';
import { decodeMeta } from '../../src/log/envelope.js';
import { LogUnavailable, type EventLog, type StoredEvent } from '../../src/log/event-log.js';
import {
  EventStoreDbEventLog,
  type EventStoreDbEventLogOptions,
} from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { verify } from '../../src/log/verify.js';
import { EventStoreDbStandIn, type Failure } from '../support/eventstoredb-stand-in.js';
import {
  collect,
  eventOf,
  eventsOf,
  expectValidLog,
  follow,
  idsOf,
} from '../support/log-events.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { itInCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';

jest.setTimeout(SERVICE_TEST_MS);

/* A stand-in for the server fails at exactly the moments that are tested. */
describe('The log on EventStoreDB', () => {
  const stream = 'budget-a-2023-unit';
  let server: EventStoreDbStandIn;
  let opened: EventLog[];
  const open = (options: Partial<EventStoreDbEventLogOptions> = {}): EventStoreDbEventLog => {
    const log = EventStoreDbEventLog.open({ connection: server.connection, ...options });
    opened.push(log);
    return log;
  };
  beforeEach(async () => {
    server = await EventStoreDbStandIn.start();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((log) => log.close()));
    await server.stop();
  });

  describe('An append that is not answered', () => {
    const failures: Failure[] = ['answer-lost', 'request-lost', 'broken-after', 'broken-before'];

    it.each(cases(1, failures))(
      'is retried and stored once, at its version (%s)',
      async (failure) => {
        const log = open({ deadlineMs: 300 });
        await log.append(stream, 'no-stream', eventsOf(2));
        const events = eventsOf(3);
        server.failures.push(failure, failure);
        expect(await log.append(stream, 1, events)).toMatchObject({ version: 4, repeated: false });
        expect(await log.append(stream, 1, events)).toMatchObject({ version: 4, repeated: true });
        expect(await expectValidLog(log)).toHaveLength(5);
      },
    );

    itInCi(
      'is a conflict when it was not stored and another writer has appended since',
      async () => {
        const log = open({ deadlineMs: 2_000 });
        const other = open();
        await log.append(stream, 'no-stream', eventsOf(1));
        await other.head();
        server.failures.push('request-lost');
        await Promise.all([
          expect(log.append(stream, 0, eventsOf(2))).rejects.toMatchObject({
            code: 'version-mismatch',
            actual: 1,
          }),
          (async () => {
            await until('the loss of the request', () => server.failures.length === 0);
            await other.append(stream, 0, eventsOf(1));
          })(),
        ]);
      },
    );

    it('within the time limit has an unknown outcome, which a later repetition resolves', async () => {
      const log = open({ deadlineMs: 100, totalTimeoutMs: 400 });
      const patient = open();
      await patient.append(stream, 'no-stream', eventsOf(1));
      const events = eventsOf(2);
      server.failures.push(...Array.from({ length: 50 }, () => 'answer-lost' as const));
      await expect(log.append(stream, 0, events)).rejects.toMatchObject({
        code: 'log-unavailable',
        outcome: 'unknown',
      });
      server.failures.length = 0;
      expect(await patient.append(stream, 0, events)).toMatchObject({ version: 2 });
      expect(await expectValidLog(patient)).toHaveLength(3);
    });
  });

  it('marks an event whose clock is behind one before it, of this instance or of another', async () => {
    const at = (second: number) => `2026-03-01T08:00:0${second}.000Z` as Instant;
    let seconds = 5;
    const one = open({ clock: () => at(seconds) });
    const other = open({ clock: () => at(3) });
    await one.append(stream, 'no-stream', eventsOf(1));
    seconds = 4;
    await one.append(stream, 0, eventsOf(1));
    await follow(other, 0n, 2);
    await other.append(stream, 1, eventsOf(1));
    expect((await collect(one.readAll())).map((event) => decodeMeta(event))).toMatchObject([
      { recordedAt: at(5) },
      { recordedAt: at(5), clockSkewMs: 1_000 },
      { recordedAt: at(5), clockSkewMs: 2_000 },
    ]);
    expect(await verify(one)).toMatchObject({ problems: [] });
  });

  describe('A server that cannot be reached', () => {
    it('is reported without the password, and nothing is stored', async () => {
      const log = open({
        connection: server.connection.replace('//', '//clerk:secret@'),
        totalTimeoutMs: 300,
      });
      await server.stop();
      const failure = await log.append(stream, 'any', eventsOf(1)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(LogUnavailable);
      expect(failure).toMatchObject({
        outcome: 'not-stored',
        message: `The log at esdb://${server.address} cannot be reached: check that the server runs, then repeat.`,
      });
      await expect(log.head()).rejects.toBeInstanceOf(LogUnavailable);
      await server.resume();
      expect(await open().append(stream, 'any', eventsOf(1))).toMatchObject({ version: 0 });
    });

    it('for a short time is waited for', async () => {
      const log = open();
      await log.append(stream, 'no-stream', eventsOf(1));
      await server.stop();
      const [appended, read] = await Promise.all([
        log.append(stream, 0, eventsOf(1)),
        collect(log.readAll()),
        pause(300).then(() => server.resume()),
      ]);
      expect(appended).toMatchObject({ version: 1 });
      expect(read.length).toBeGreaterThanOrEqual(1);
    });

    itInCi('because it hangs makes calls fail within the time limit', async () => {
      const log = open({ deadlineMs: 500, totalTimeoutMs: 1_500 });
      const patient = open({ deadlineMs: 500, totalTimeoutMs: 60_000 });
      await log.append(stream, 'no-stream', eventsOf(1));
      const head = await patient.head();
      server.hangs = true;
      let answered = false;
      const failing = async () => {
        await Promise.all([
          expect(collect(log.readStream(stream))).rejects.toBeInstanceOf(LogUnavailable),
          expect(log.head()).rejects.toBeInstanceOf(LogUnavailable),
          expect(log.append(stream, 0, eventsOf(1))).rejects.toMatchObject({ outcome: 'unknown' }),
        ]);
        // They fail while the server still hangs. A log with a longer limit waits, and is answered once the server answers.
        expect(answered).toBe(false);
        server.hangs = false;
      };
      const [waited] = await Promise.all([
        patient.head().finally(() => (answered = true)),
        failing(),
      ]);
      expect(waited).toBe(head);
    });
  });

  itInCi('serves one client while the connections of another are broken', async () => {
    const other = await EventStoreDbStandIn.start();
    const broken = open({ totalTimeoutMs: 200, deadlineMs: 200 });
    const whole = open({ connection: other.connection });
    const append = async (log: EventLog, n: number) => {
      for (let i = 0; i < n; i++) await log.append(stream, 'any', eventsOf(1));
    };
    const outcomes = await Promise.all([
      Promise.allSettled(Array.from({ length: 8 }, () => append(broken, 1_000_000))),
      ...Array.from({ length: 8 }, () => append(whole, 25)),
      pause(20).then(() => server.stop()),
    ]);
    expect(new Set(outcomes[0].map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(await expectValidLog(whole)).toHaveLength(200);
    await server.resume();
    await other.stop();
  });

  it('follows every event once and in order while the server restarts repeatedly', async () => {
    const log = open();
    const writer = open();
    const appending = async () => {
      for (let i = 0; i < 300; i++) {
        await writer.append(i % 2 === 0 ? stream : 'agency-a', 'any', eventsOf(1));
        if (i % 60 === 30) {
          await server.stop();
          await server.resume();
        }
      }
    };
    const [seen] = await Promise.all([follow(log, 0n, 300), appending()]);
    expect(idsOf(seen)).toEqual(idsOf(await expectValidLog(log)));
  });

  it('has one subscription for all followers, and none without them', async () => {
    const log = open();
    await log.append(stream, 'no-stream', eventsOf(3));
    const start = (await collect(log.readAll())).map(({ position }) => position);
    for (let round = 1; round <= 2; round += 1) {
      const followers = [0n, ...start].flatMap((after) => [1, 2].map(() => after));
      const { version } = await log.append(stream, 'any', eventsOf(1));
      const expected = version + 1;
      const seen = await Promise.all(
        followers.map((after) => {
          const had = start.filter((position) => position <= after).length;
          return follow(log, after, expected - had);
        }),
      );
      for (const events of seen) expect(events.at(-1)!.version).toBe(version);
      expect(server.asked.subscriptions).toBeLessThanOrEqual(round);
    }
  });

  it('resumes a subscription from a checkpoint after events of other applications', async () => {
    const log = open();
    await log.append(stream, 'no-stream', eventsOf(1));
    const resuming = async () => {
      for (let i = 0; i < 40; i++)
        server.events.append(
          'foreign',
          'any',
          Array.from({ length: 100 }, (_, n) => foreign(`${i}-${n}`)),
        );
      const [{ position }] = (await collect(log.readAll())) as [StoredEvent];
      // The checkpoint may not have arrived yet: then the subscription resumes from the last event.
      await until('a subscription from the checkpoint', async () => {
        const { subscriptions } = server.asked;
        await server.stop();
        await server.resume();
        await until('a subscription', () => server.asked.subscriptions > subscriptions);
        return server.subscribedFrom.at(-1)! > position;
      });
      await log.append(stream, 0, eventsOf(1));
    };
    const [seen] = await Promise.all([follow(log, 0n, 2), resuming()]);
    expect(seen.map(({ version }) => version)).toEqual([0, 1]);
  });

  it('finds the leader when it is connected to another node', async () => {
    const follower = await EventStoreDbStandIn.start(server.events);
    follower.leader = server;
    const log = open({ connection: follower.connection });
    expect(await log.append(stream, 'no-stream', eventsOf(2))).toMatchObject({ version: 1 });
    expect(await expectValidLog(log)).toHaveLength(2);
    await log.close();
    await follower.stop();
  });

  it('on a cluster continues when the leader changes', async () => {
    const second = await EventStoreDbStandIn.start(server.events);
    second.leader = server;
    const log = open({ connection: `esdb://${server.address},${second.address}?tls=false` });
    await log.append(stream, 'no-stream', eventsOf(1));
    await server.stop();
    second.leader = undefined;
    expect(await log.append(stream, 0, eventsOf(1))).toMatchObject({ version: 1 });
    expect(await expectValidLog(log)).toHaveLength(2);
    await log.close();
    await second.stop();
    await server.resume();
  });

  it("refuses an append above the server's limit, with both sizes, and stores nothing", async () => {
    const log = open();
    await log.append(stream, 'no-stream', eventsOf(1));
    const large = Array.from({ length: 60 }, (_, i) => eventOf({ i, text: '预'.repeat(7_000) }));
    const refused = await log.append(stream, 0, large).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({
      code: 'document-too-large',
      message: expect.stringMatching(
        /^The change has 12\d{5} bytes, and the log at .* accepts 1048576 at once; nothing/,
      ) as unknown,
    });
    expect(await expectValidLog(log)).toHaveLength(1);
  });

  it('is created once by several connections at the same time', async () => {
    const logs = Array.from({ length: 8 }, () => open());
    const identities = await Promise.all(logs.map((log) => log.identity()));
    expect(new Set(identities.map(({ ledger }) => ledger)).size).toBe(1);
    expect(identities[0]).toMatchObject({ epoch: 1 });
  });

  it('knows its epoch after any number of epochs', async () => {
    const log = open();
    const { ledger } = await log.identity();
    server.events.append(
      'ledger-identity',
      'any',
      Array.from({ length: 1_100 }, (_, n) => ({
        ...foreign(randomUUID()),
        type: 'EpochBegun',
        data: Buffer.from(JSON.stringify({ ended: [], epoch: n + 2, ledger })),
      })),
    );
    const fresh = open();
    expect(await fresh.identity()).toMatchObject({ ledger, epoch: 1_101 });
    await fresh.beginEpoch({ epoch: 1_102, ended: [] });
    expect(await open().identity()).toMatchObject({ ledger, epoch: 1_102 });
    expect(await fresh.head()).toBe(0n);
  });

  it('is not created where another program uses its stream names', async () => {
    server.events.append('agency-b', 'any', [foreign('theirs')]);
    await expect(open().head()).rejects.toMatchObject({ code: 'data-folder-unusable' });
    expect(await open({ readonly: true }).head()).toBe(0n);
  });

  it('opened for reading only creates no ledger', async () => {
    const log = open({ readonly: true });
    expect(await log.head()).toBe(0n);
    expect(await verify(log)).toMatchObject({ events: 0, problems: [] });
    await expect(log.identity()).rejects.toMatchObject({ code: 'not-found' });
    const append = log.append(stream, 'any', eventsOf(1));
    await expect(append).rejects.toBeInstanceOf(LogUnavailable);
    await expect(append).rejects.toThrow(
      /^The log at .* is open for reading only: open it for writing\.$/,
    );
  });

  it('reads from any position, also from one without an event', async () => {
    const log = open();
    for (let i = 0; i < 3; i++) await log.append(stream, 'any', eventsOf(1));
    const all = await collect(log.readAll());
    for (const [i, { position }] of all.entries()) {
      for (const at of [position - 1n, position + 1n]) {
        const rest = all.filter((event) => event.position > at);
        expect(await collect(log.readAll({ after: at }))).toEqual(rest);
        expect(await collect(log.readAll({ after: at, direction: 'backward' }))).toEqual(
          all.filter((event) => event.position < at).reverse(),
        );
        if (rest.length === 0) continue;
        const abort = new AbortController();
        for await (const page of log.follow(at, abort.signal)) {
          expect(page[0]).toEqual(rest[0]);
          abort.abort();
        }
      }
      expect(await collect(log.readAll({ after: position }))).toEqual(all.slice(i + 1));
    }
  });

  it('that denies access is reported at once, to followers too', async () => {
    const log = open();
    await log.append(stream, 'no-stream', eventsOf(1));
    server.denies = true;
    const no = expect.objectContaining({
      code: 'log-unavailable',
      outcome: 'not-stored',
      message: expect.stringContaining('denies access to this user') as unknown,
    }) as unknown;
    await expect(log.append(stream, 0, eventsOf(1))).rejects.toEqual(no);
    await expect(collect(log.readStream(stream))).rejects.toEqual(no);
    await expect(collect(log.follow(0n, new AbortController().signal))).rejects.toEqual(no);
  });

  it('keeps several ledgers apart by their names', async () => {
    const named = (name: string) => open({ connection: `${server.connection}&ledger=${name}` });
    for (const name of ['one', 'other']) await named(name).append(stream, 'any', eventsOf(2, name));
    await open({ connection: server.connection }).append(stream, 'any', eventsOf(1));
    const one = await expectValidLog(named('one'));
    expect(one.map(({ stream: of, data }) => [of, JSON.parse(data).code])).toEqual([
      [stream, 'one_0'],
      [stream, 'one_1'],
    ]);
    expect((await named('one').identity()).ledger).not.toBe(
      (await named('other').identity()).ledger,
    );
  });

  itInCi('finds its last event among events of other applications', async () => {
    const log = open();
    const others = (n: number) => {
      for (let i = 0; i < n; i++) server.events.append('theirs', 'any', [foreign(randomUUID())]);
    };
    expect(await log.head()).toBe(0n);
    for (const count of [1, 0, 99, 100, 101, 250]) {
      others(1_500);
      const { position } = count
        ? await log.append(stream, 'any', eventsOf(count))
        : { position: await log.head() };
      others(3);
      expect(await log.head()).toBe(position);
      expect(await open().head()).toBe(position);
    }
  });

  it.each(['', 'budget', 'agency', 'A', 'a-b', 'one&ledger=two', 'one&Ledger=two'])(
    'refuses the ledger name "%s"',
    (name) => {
      expect(() => open({ connection: `${server.connection}&ledger=${name}` })).toThrow(
        expect.objectContaining({ code: 'malformed' }),
      );
    },
  );

  it('refuses a setting that is not a connection string', () => {
    expect(() => open({ connection: 'esdb://' })).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });
});

const foreign = (name: string) => ({
  id: name,
  type: 'Foreign',
  contentType: 'application/json',
  data: Buffer.from('{}'),
  meta: Buffer.from(''),
});
