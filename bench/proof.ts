import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { PeriodicCheckpoints } from '../src/proof/periodic-checkpoints.js';
import { Prover } from '../src/proof/prover.js';
import type { Appender } from './appender.js';
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
const WRITERS = 64;

/** What a tree costs: appends while it follows the log, and the verification of a whole ledger against it. */
export const benchProof = async (
  workspace: Workspace,
  ledgers: Ledgers,
  quick: boolean,
): Promise<Section> => {
  const repetitions = quick ? 3 : 7;
  const runMs = quick ? 3_000 : 10_000;
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  const file = workspace.path('log.db');
  const log = SqliteEventLog.open({ file });
  const settings = proofSettings(workspace.path('proof'));
  const prover = new Prover(log, settings);
  const appender: Appender = {
    name: 'log',
    append: (stream, expected, events) => log.append(stream, expected, events),
    close: () => log.close(),
  };
  const rates = async (writers: number) => {
    const append = () => appendFor(runMs, appender, writers, 1, samples);
    const periodic = () =>
      new PeriodicCheckpoints(prover, (message) => console.error(message), {
        place: { kind: 'sqlite', file },
        settings,
      });
    // As a service does: what was appended before is added while the next is appended, and the rest at the end.
    const withTree = async () => {
      const appended = append();
      const tree = periodic();
      tree.start();
      const figure = await appended;
      await tree.end();
      return figure;
    };
    const figures = await inTurns(
      [
        { name: 'without', run: append },
        { name: 'with', run: withTree },
      ],
      repetitions,
    );
    return { with: median(figures.get('with')!), without: median(figures.get('without')!) };
  };
  const one = await rates(1);
  const many = await rates(WRITERS);
  await prover.checkpoint();
  prover.close();
  await log.close();
  const row = (what: string, figures: typeof one): Row => {
    const ratio = figures.with / figures.without;
    return {
      what,
      ours: rate(figures.with, 'events'),
      beside: `${rate(figures.without, 'events')} without a tree`,
      ratio,
      target: atLeast(ratio, APPEND_TARGET),
    };
  };
  const size = quick ? 100_000 : 1_000_000;
  const verified = await verification(workspace, ledgers, size);
  return {
    title: 'j. Proof',
    rows: [
      row('appends, 1 writer', one),
      row(`appends, ${WRITERS} writers`, many),
      {
        what: `the tree of ${size.toLocaleString('en')} events`,
        ours: rate(size / verified.treeSeconds, 'events'),
        beside: '',
        ratio: null,
      },
      {
        what: `audit verify --no-views of ${verified.events.toLocaleString('en')} events`,
        ours: `${verified.seconds.toFixed(1)} s, ${rate(verified.events / verified.seconds, 'events')}`,
        beside: `${Math.round(verified.peakMiB)} MiB at most`,
        ratio: null,
        target: atMost(verified.seconds, (VERIFY_SECONDS_MAX * size) / 1_000_000, 's'),
      },
    ],
    notes: [
      'A service adds to the tree once a minute. Here what the run before has appended is added while the next one appends.',
    ],
    raw: { one, many, verified },
  };
};

const verification = async (workspace: Workspace, ledgers: Ledgers, size: number) => {
  const { log: file } = await ledgers.of(size);
  const folder = workspace.path('proof');
  const log = SqliteEventLog.open({ file, readonly: true });
  progress('building and verifying a tree …');
  const prover = new Prover(log, proofSettings(folder));
  const tree = await timed(() => prover.checkpoint());
  prover.close();
  await log.close();
  const verified = await runChild<Verified>('verify', [file, folder]);
  progress('');
  return { treeSeconds: tree.seconds, ...verified };
};

/** What a verification in a process of its own needed. */
interface Verified {
  readonly seconds: number;
  readonly events: number;
  readonly peakMiB: number;
}
