import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../src/log/event-log.js';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { appenderOf, type Appender } from './appender.js';
import { inTurns, median } from './measure.js';
import { RawGrouped, RawSingle } from './peers/raw-sqlite.js';
import { atLeast, rate, type Row, type Section } from './report.js';
import { syntheticLedger } from './synthetic-ledger.js';
import type { Workspace } from './workspace.js';

const EVENTS_PER_APPEND = 60;
const WRITERS = 64;
const SINGLE_TARGET = 0.85;
const SIXTY_TARGET = 0.7;
const GROUPED_TARGET = 0.7;

export const benchAppends = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const repetitions = quick ? 2 : 3;
  const runMs = quick ? 300 : 1_000;
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  const single = new RawSingle(workspace.path('raw.db'));
  const grouped = new RawGrouped(workspace.path('raw-grouped.db'));
  const log = SqliteEventLog.open({ file: workspace.path('log.db') });
  const ours = appenderOf('ours', log);

  const writers = (n: number, eventsPerAppend: number) => (appender: Appender) => ({
    name: appender.name,
    run: () => appendFor(runMs, appender, n, eventsPerAppend, samples),
  });
  const figuresOf = (n: number, eventsPerAppend: number, of: readonly Appender[]) =>
    inTurns(of.map(writers(n, eventsPerAppend)), repetitions);

  const one = await figuresOf(1, 1, [ours, single]);
  const sixty = await figuresOf(1, EVENTS_PER_APPEND, [ours, single]);
  const many = await figuresOf(WRITERS, 1, [ours, single, grouped]);
  for (const appender of [ours, single, grouped]) await appender.close();

  const row = (what: string, figures: typeof one, peer: string, target?: number): Row => {
    const us = median(figures.get('ours')!);
    const them = figures.get(peer)!;
    const ratio = us / median(them);
    return {
      what,
      ours: rate(us, 'events'),
      beside: `${rate(median(them), 'events')} ${peer}`,
      ratio,
      ...(target === undefined ? {} : { target: atLeast(ratio, target) }),
    };
  };
  return {
    title: 'a. Durable appends',
    rows: [
      row('1 writer, 1 event', one, single.name, SINGLE_TARGET),
      row(`1 writer, ${EVENTS_PER_APPEND} events`, sixty, single.name, SIXTY_TARGET),
      row(`${WRITERS} writers, 1 event`, many, single.name),
      row('', many, grouped.name, GROUPED_TARGET),
    ],
    notes: [
      'Each append is on disk (synchronous=FULL) before its writer makes the next one. Medians; contenders run in turns.',
      'raw: better-sqlite3, the same columns and unique key of stream and version, JSON.stringify, no version check, no triggers.',
    ],
    raw: {
      repetitions,
      runMs,
      one: Object.fromEntries(one),
      sixty: Object.fromEntries(sixty),
      many: Object.fromEntries(many),
    },
  };
};

/** Part of the names of streams: a server still has the streams of earlier runs. */
const RUN = randomUUID().slice(0, 8);
let streams = 0;

/** Events per second of `n` writers, each with a stream of its own and one append at a time. */
export const appendFor = async (
  ms: number,
  appender: Appender,
  n: number,
  eventsPerAppend: number,
  samples: readonly NewEvent[],
): Promise<number> => {
  let done = 0;
  const deadline = performance.now() + ms;
  const write = async () => {
    const stream = `budget-bench_${RUN}_${(streams += 1)}-2023-unit`;
    let version = -1;
    while (performance.now() < deadline) {
      const events = batch(samples, done, eventsPerAppend);
      await appender.append(stream, version < 0 ? 'no-stream' : version, events);
      version += events.length;
      done += events.length;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: n }, write));
  return done / ((performance.now() - start) / 1000);
};

const batch = (samples: readonly NewEvent[], from: number, n: number): readonly NewEvent[] =>
  Array.from({ length: n }, (_, i) => ({
    ...samples[(from + i) % samples.length]!,
    id: randomUUID(),
  }));
