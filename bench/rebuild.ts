import { runChild } from './child.js';
import type { Ledgers, Rebuild } from './ledgers.js';
import { median } from './measure.js';
import { atLeast, atMost, rate, type Row, type Section } from './report.js';

const SPEED_TARGET = 0.5;
const PEAK_MIB_MAX = 160;
/** A rebuild of many events takes a minute: one is enough, because chance evens out in it. */
const REPEATED_UP_TO = 100_000;
const REPETITIONS = 3;
/** Upper bound of memory for the larger ledger divided by memory for the smaller: without a leak only noise and caches differ. */
const FLAT_FACTOR_MAX = 1.2;

/** Of the two largest ledgers. */
export const benchRebuild = async (ledgers: Ledgers, all: readonly number[]): Promise<Section> => {
  const sizes = all.slice(-2);
  const raw = new Map<number, { rebuilds: Rebuild[]; folds: Rebuild[] }>();
  for (const size of sizes) {
    const { log } = await ledgers.of(size);
    const rebuilds: Rebuild[] = [];
    const folds: Rebuild[] = [];
    for (let n = 0; n < (size > REPEATED_UP_TO ? 1 : REPETITIONS); n += 1) {
      rebuilds.push(await ledgers.rebuild(size));
      folds.push(await runChild<Rebuild>('fold', [log]));
    }
    raw.set(size, { rebuilds, folds });
  }
  const speed = (runs: readonly Rebuild[]) =>
    median(runs.map(({ events, seconds }) => events / seconds));
  const work = (runs: readonly Rebuild[]) =>
    median(runs.map(({ events, processorSeconds }) => processorSeconds / events));
  const peak = (runs: readonly Rebuild[]) => median(runs.map(({ peakMiB }) => peakMiB));
  const rows = sizes.map((size): Row => {
    const { rebuilds, folds } = raw.get(size)!;
    const ratio = speed(rebuilds) / speed(folds);
    return {
      what: `all views of ${size.toLocaleString('en')} events`,
      ours: rate(speed(rebuilds), 'events'),
      beside: `${rate(speed(folds), 'events')} parse and fold`,
      ratio,
      target: atLeast(ratio, SPEED_TARGET),
    };
  });
  const [small, large] = sizes.map((size) => peak(raw.get(size)!.rebuilds)) as [number, number];
  const factor = large / small;
  return {
    title: 'c. Rebuild of all views',
    rows: [
      ...rows,
      {
        what: 'peak memory of the larger',
        ours: `${large.toFixed(0)} MiB`,
        beside: '',
        ratio: null,
        target: atMost(large, PEAK_MIB_MAX, 'MiB'),
      },
      {
        what: 'peak memory, larger beside smaller',
        ours: `${large.toFixed(0)} MiB`,
        beside: `${small.toFixed(0)} MiB`,
        ratio: small / large,
        target: { text: `≤ ${FLAT_FACTOR_MAX} ×`, met: factor <= FLAT_FACTOR_MAX },
      },
      ...sizes.map((size): Row => {
        const { folds } = raw.get(size)!;
        return {
          what: `peak memory of the fold, ${size.toLocaleString('en')}`,
          ours: '',
          beside: `${peak(folds).toFixed(0)} MiB`,
          ratio: null,
        };
      }),
    ],
    notes: [
      `By processor time the ratios are ${sizes
        .map((size) => work(raw.get(size)!.folds) / work(raw.get(size)!.rebuilds))
        .map((ratio) => ratio.toFixed(2))
        .join(' and ')}.`,
      'Each in a separate process with the limits of memory that a service has, starting with an empty views file. The fold writes nothing and keeps its sums in memory.',
    ],
    raw: Object.fromEntries(raw),
  };
};
