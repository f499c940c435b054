import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OrdinalCounter } from '../src/log/envelope.js';
import { EventStoreDbEventLog } from '../src/log/eventstoredb/eventstoredb-event-log.js';
import { appenderOf } from './appender.js';
import { appendFor } from './appends.js';
import { inTurns, median } from './measure.js';
import { BareClient } from './peers/eventstoredb-client.js';
import { atLeast, progress, rate, type Row, type Section } from './report.js';
import { syntheticLedger, writeStreams } from './synthetic-ledger.js';

const TARGET = 0.9;
const EVENTS_PER_APPEND = 60;
const WRITERS = 64;
/** How many events are read before what is measured. */
const WARM_UP = 50_000;

/** The log's adapter compared with the bare client, on the same server, which catch up with so many events. */
export const benchEventStoreDb = async (
  connection: string | undefined,
  size: number,
  quick: boolean,
): Promise<Section> => {
  const title = 'f. The log on EventStoreDB';
  if (connection === undefined)
    return {
      title,
      rows: [],
      notes: ['Not measured: give a server with --esdb esdb://….'],
      raw: null,
    };
  const repetitions = quick ? 2 : 3;
  const runMs = quick ? 500 : 1_000;
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  // The server still has the events of earlier runs, so each run has its own streams.
  const ledger = `bench_${randomUUID().slice(0, 8)}`;
  const prefix = `${ledger}-`;
  const log = EventStoreDbEventLog.open({ connection: named(connection, ledger) });
  const bare = new BareClient(connection, prefix);
  const ours = appenderOf('ours', log);
  const appends = (writers: number, eventsPerAppend: number) =>
    inTurns(
      [ours, bare].map((each) => ({
        name: each.name,
        run: () => appendFor(runMs, each, writers, eventsPerAppend, samples),
      })),
      repetitions,
    );
  const one = await appends(1, 1);
  const sixty = await appends(1, EVENTS_PER_APPEND);
  const many = await appends(WRITERS, 1);
  await log.close();

  const read = await readings(connection, bare, size);
  await bare.close();
  const row = (what: string, figures: ReadonlyMap<string, readonly number[]>): Row => {
    const us = median(figures.get('ours')!);
    const them = median(figures.get(bare.name)!);
    return {
      what,
      ours: rate(us, 'events'),
      beside: `${rate(them, 'events')} ${bare.name}`,
      ratio: us / them,
      target: atLeast(us / them, TARGET),
    };
  };
  return {
    title,
    rows: [
      row('1 writer, 1 event', one),
      row(`1 writer, ${EVENTS_PER_APPEND} events`, sixty),
      row(`${WRITERS} writers, 1 event`, many),
      row(`catching up with ${read.events.toLocaleString('en')} events`, read.figures),
    ],
    notes: [
      'The bare client appends on its unary path, the only one that keeps a deadline. Both create ids and JSON.',
      'Catching up: our follow, which decodes every event, compared with a filtered subscription of the client, which parses both JSON texts.',
      `Peak memory of this process while catching up: ${read.peakMiB.toFixed(0)} MiB.`,
    ],
    raw: Object.fromEntries(
      Object.entries({ one, sixty, many, read: read.figures }).map(([name, figures]) => [
        name,
        Object.fromEntries(figures),
      ]),
    ),
  };
};

/** Events per second when the whole history of a ledger is read and both texts of each event are parsed. */
const readings = async (connection: string, bare: BareClient, size: number) => {
  const ledger = `bench_${randomUUID().slice(0, 8)}`;
  const prefix = `${ledger}-`;
  const log = EventStoreDbEventLog.open({ connection: named(connection, ledger) });
  const events = await writeStreams(log, size, (so) =>
    progress(`writing to the server: ${Math.floor((100 * so) / size)} % of ${size}`),
  );
  progress('');
  let peak = 0;
  const watched = new AbortController();
  const watching = (async () => {
    while (!watched.signal.aborted) {
      peak = Math.max(peak, process.memoryUsage.rss());
      await sleep(100);
    }
  })();
  const caughtUp = (read: (events: number) => Promise<void>) => async (isWarmUp: boolean) => {
    const many = isWarmUp ? Math.min(events, WARM_UP) : events;
    const start = performance.now();
    await read(many);
    return many / ((performance.now() - start) / 1000);
  };
  const figures = await inTurns(
    [
      { name: 'ours', run: caughtUp((many) => followOurs(log, many)) },
      { name: bare.name, run: caughtUp((many) => bare.catchUp(prefix, many)) },
    ],
    1,
  );
  watched.abort();
  await watching;
  await log.close();
  return { events, figures, peakMiB: peak / 2 ** 20 };
};

const followOurs = async (log: EventStoreDbEventLog, events: number): Promise<void> => {
  const ordinals = new OrdinalCounter();
  const done = new AbortController();
  for await (const page of log.follow(0n, done.signal)) {
    for (const stored of page) ordinals.decode(stored);
    if (ordinals.current.sequence >= events) return;
  }
};

/** The server holds several ledgers; each measurement uses its own. */
const named = (connection: string, ledger: string): string =>
  `${connection}${connection.includes('?') ? '&' : '?'}ledger=${ledger}`;
