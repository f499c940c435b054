import { copyFileSync, statSync } from 'node:fs';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { appenderOf } from './appender.js';
import { appendFor } from './appends.js';
import type { Ledgers } from './ledgers.js';
import { syntheticLedger } from './synthetic-ledger.js';
import { inTurns, median } from './measure.js';
import { atMost, rate, type Row, type Section } from './report.js';
import type { Workspace } from './workspace.js';

/** Views of half the size of the log. */
const VIEWS_SHARE_MAX = 0.5;
/** How much longer an append takes in the largest ledger than in the smallest. */
const SLOWER_MAX = 1.2;
/** How much more memory the rebuild of the largest ledger takes than that of the one before it, a tenth of its size. */
const MEMORY_FACTOR_MAX = 1.2;
const WRITERS = 64;

/** What an event takes on the disk and in a rebuild, from which docs/scale.md computes what a ledger of any size needs. */
export const benchScale = async (
  workspace: Workspace,
  ledgers: Ledgers,
  sizes: readonly number[],
  quick: boolean,
): Promise<Section> => {
  const [smallest, size] = [sizes[0]!, sizes.at(-1)!];
  const { log, events, budgets } = await ledgers.of(size);
  const { processorSeconds, peakMiB } = await ledgers.rebuilt(size);
  const before = sizes.at(-2)!;
  const tenth = await ledgers.rebuilt(before);
  const logBytes = statSync(log).size / events;
  const viewsBytes = statSync(await ledgers.viewsOf(size)).size / events;
  const share = viewsBytes / logBytes;
  const appends = await appendsIn(workspace, (await ledgers.of(smallest)).log, log, quick);
  const rows: Row[] = [
    {
      what: 'an event in the log',
      ours: bytes(logBytes),
      beside: '',
      ratio: null,
    },
    {
      what: 'an event in all views',
      ours: bytes(viewsBytes),
      beside: `${bytes(logBytes)} in the log`,
      ratio: logBytes / viewsBytes,
      target: atMost(Number(share.toFixed(2)), VIEWS_SHARE_MAX, '× the log'),
    },
    {
      what: 'a rebuild, in a second of processor time',
      ours: rate(events / processorSeconds, 'events'),
      beside: '',
      ratio: null,
    },
    {
      what: `its peak memory, beside that of ${before.toLocaleString('en')} events`,
      ours: `${peakMiB.toFixed(0)} MiB`,
      beside: `${tenth.peakMiB.toFixed(0)} MiB`,
      ratio: tenth.peakMiB / peakMiB,
      target: atMost(Number((peakMiB / tenth.peakMiB).toFixed(2)), MEMORY_FACTOR_MAX, '×'),
    },
    {
      what: `appends of ${WRITERS} writers, beside those in ${smallest.toLocaleString('en')} events`,
      ours: rate(appends.large, 'events'),
      beside: rate(appends.small, 'events'),
      ratio: appends.large / appends.small,
      target: atMost(Number((appends.small / appends.large).toFixed(2)), SLOWER_MAX, '×'),
    },
  ];
  return {
    title: 'l. Size',
    rows,
    notes: [
      `${events.toLocaleString('en')} events of ${budgets.length.toLocaleString('en')} budgets, ${Math.round(events / budgets.length)} each. docs/scale.md computes with these figures.`,
    ],
    raw: {
      events,
      budgets: budgets.length,
      appends,
      logBytes,
      viewsBytes,
      processorSeconds,
      peakMiB,
    },
  };
};

/** Events that are appended in a second to a small and to a large log, in copies: others read the ledgers. */
const appendsIn = async (
  workspace: Workspace,
  small: string,
  large: string,
  quick: boolean,
): Promise<{ readonly small: number; readonly large: number }> => {
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  const logs = [small, large].map((file) => {
    const copy = workspace.path('log-copy.db');
    copyFileSync(file, copy);
    return appenderOf(copy, SqliteEventLog.open({ file: copy }));
  });
  const figures = await inTurns(
    logs.map((log) => ({
      name: log.name,
      run: () => appendFor(quick ? 1_000 : 2_000, log, WRITERS, 1, samples),
    })),
    3,
  );
  for (const { name, close } of logs) {
    await close();
    workspace.discard(name);
  }
  const [inSmall, inLarge] = logs.map(({ name }) => median(figures.get(name)!));
  return { small: inSmall!, large: inLarge! };
};

const bytes = (figure: number): string => `${Math.round(figure)} bytes`;
