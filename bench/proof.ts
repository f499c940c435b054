import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { PeriodicCheckpoints } from '../src/proof/periodic-checkpoints.js';
import { Prover } from '../src/proof/prover.js';
import { appenderOf } from './appender.js';
import { appendFor } from './appends.js';
import { runChild } from './child.js';
import type { Ledgers } from './ledgers.js';
import { inTurns, median, timed } from './measure.js';
import { proofSettings } from './proof-settings.js';
import { atLeast, atMost, progress, rate, type Row, type Section } from './report.js';
import { syntheticLedger } from './synthetic-ledger.js';
import type { Workspace } from './workspace.js';

/** At most 5 % less than without a tree. */
const APPEND_TARGET = 0.95;
const VERIFY_SECONDS_MAX = 30;
const VERIFY_MIB_MAX = 400;
const WRITERS = 64;

/** What a tree costs: appends while it follows the log, and the verification of a whole ledger against it and its views. */
export const benchProof = async (
  workspace: Workspace,
  ledgers: Ledgers,
  quick: boolean,
): Promise<Section> => {
  const repetitions = 3;
  const runMs = quick ? 2_000 : 3_000;
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  const file = workspace.path('log.db');
  const log = SqliteEventLog.open({ file });
  const settings = proofSettings(workspace.path('proof'));
  const prover = new Prover(log, settings);
  const appender = appenderOf('log', log);
  const append = async (writers: number): Promise<Appends> => {
    const before = process.threadCpuUsage();
    const perSecond = await appendFor(runMs, appender, writers, 1, samples);
    const { user, system } = process.threadCpuUsage(before);
    return { perSecond, microseconds: (user + system) / (perSecond * (runMs / 1_000)) };
  };
  // As a service does: what was appended before is added while the next is appended, and the rest at the end.
  const withTree = async (writers: number): Promise<Appends> => {
    const appended = append(writers);
    const tree = new PeriodicCheckpoints(prover, (message) => console.error(message), {
      place: { kind: 'sqlite', file },
      settings,
    });
    tree.start();
    const figures = await appended;
    await tree.end();
    return figures;
  };
  const measured = async (writers: number) => {
    const runs = { without: [] as Appends[], with: [] as Appends[] };
    const noted = (name: keyof typeof runs, run: (writers: number) => Promise<Appends>) => ({
      name,
      run: async () => {
        const figures = await run(writers);
        runs[name].push(figures);
        return figures.perSecond;
      },
    });
    await inTurns([noted('without', append), noted('with', withTree)], repetitions);
    return { without: medians(runs.without), with: medians(runs.with) };
  };
  const one = await measured(1);
  const many = await measured(WRITERS);
  await prover.checkpoint();
  prover.close();
  await log.close();
  const rows = (what: string, figures: typeof one): readonly Row[] => {
    const throughput = figures.with.perSecond / figures.without.perSecond;
    return [
      {
        what,
        ours: rate(figures.with.perSecond, 'events'),
        beside: `${rate(figures.without.perSecond, 'events')} without a tree`,
        ratio: throughput,
        target: atLeast(throughput, APPEND_TARGET),
      },
      {
        what: '  processor time of the service',
        ours: `${figures.with.microseconds.toFixed(1)} µs an event`,
        beside: `${figures.without.microseconds.toFixed(1)} µs without a tree`,
        ratio: figures.without.microseconds / figures.with.microseconds,
      },
    ];
  };
  const size = quick ? 100_000 : 1_000_000;
  const verified = await verification(workspace, ledgers, size);
  return {
    title: 'j. Proof',
    rows: [
      ...rows('appends, 1 writer', one),
      ...rows(`appends, ${WRITERS} writers`, many),
      {
        what: `the tree of ${size.toLocaleString('en')} events`,
        ours: rate(size / verified.treeSeconds, 'events'),
        beside: '',
        ratio: null,
      },
      verifiedRow('audit verify --no-views', verified.log),
      {
        ...verifiedRow('audit verify', verified.views),
        target: atMost(
          Number(verified.views.seconds.toFixed(1)),
          (VERIFY_SECONDS_MAX * size) / 1_000_000,
          's',
        ),
      },
      {
        what: '  its peak memory',
        ours: `${Math.round(verified.views.peakMiB)} MiB`,
        beside: `${Math.round(verified.log.peakMiB)} MiB without views`,
        ratio: null,
        target: atMost(Math.round(verified.views.peakMiB), VERIFY_MIB_MAX, 'MiB'),
      },
    ],
    notes: [
      'A service adds to the tree once a minute, and many events on another thread. Here what the run before has appended is added while the next one appends.',
      'The processor time is that of the thread that appends: where all processors are busy, the other one takes their time too.',
    ],
    raw: { one, many, verified },
  };
};

/** What appends of one run took: events a second, and the processor time of their thread for each. */
interface Appends {
  readonly perSecond: number;
  readonly microseconds: number;
}

/** Without the first one, which is a warm-up. */
const medians = ([, ...runs]: readonly Appends[]): Appends => ({
  perSecond: median(runs.map(({ perSecond }) => perSecond)),
  microseconds: median(runs.map(({ microseconds }) => microseconds)),
});

const verification = async (workspace: Workspace, ledgers: Ledgers, size: number) => {
  const { log: file } = await ledgers.of(size);
  const folder = workspace.path('proof');
  const log = SqliteEventLog.open({ file, readonly: true });
  progress('building and verifying a tree …');
  const prover = new Prover(log, proofSettings(folder));
  const tree = await timed(() => prover.checkpoint());
  prover.close();
  await log.close();
  const withoutViews = await runChild<Verified>('verify', [file, folder]);
  const views = await ledgers.viewsOf(size);
  progress('comparing the views …');
  const withViews = await runChild<Verified>('verify', [file, folder, views]);
  progress('');
  return { treeSeconds: tree.seconds, log: withoutViews, views: withViews };
};

const verifiedRow = (command: string, { events, seconds, processorSeconds }: Verified): Row => ({
  what: `${command} of ${events.toLocaleString('en')} events`,
  ours: `${seconds.toFixed(1)} s, ${rate(events / seconds, 'events')}`,
  beside: `${processorSeconds.toFixed(1)} s of processor time`,
  ratio: null,
});

/** What a verification in a process of its own needed. */
interface Verified {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly events: number;
  readonly peakMiB: number;
}
