import { statSync } from 'node:fs';
import type { Ledgers } from './ledgers.js';
import { atMost, rate, type Row, type Section } from './report.js';

/** Views of half the size of the log. */
const VIEWS_SHARE_MAX = 0.5;

/** What an event takes on the disk and in a rebuild, from which docs/scale.md computes what a ledger of any size needs. */
export const benchScale = async (ledgers: Ledgers, quick: boolean): Promise<Section> => {
  const size = quick ? 100_000 : 1_000_000;
  const { log, events, budgets } = await ledgers.of(size);
  const { processorSeconds, peakMiB } = await ledgers.rebuild(size);
  const logBytes = statSync(log).size / events;
  const viewsBytes = statSync(await ledgers.viewsOf(size)).size / events;
  const share = viewsBytes / logBytes;
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
    { what: 'its peak memory', ours: `${peakMiB.toFixed(0)} MiB`, beside: '', ratio: null },
  ];
  return {
    title: 'l. Size',
    rows,
    notes: [
      `${events.toLocaleString('en')} events of ${budgets.length.toLocaleString('en')} budgets, ${Math.round(events / budgets.length)} each. docs/scale.md computes with these figures.`,
    ],
    raw: { events, budgets: budgets.length, logBytes, viewsBytes, processorSeconds, peakMiB },
  };
};

const bytes = (figure: number): string => `${Math.round(figure)} bytes`;
