import { absFen } from './money.js';
import { Decimal, inYuan, signedFen, type Fen, type Yuan } from './money.js';

/** What a change is measured against. The base is data, never a constant (公开文件 mix 上年预算 and 上年预算执行数). */
export const BASE_KINDS = [
  'prior-budget',
  'prior-adjusted',
  'prior-execution',
  'original',
  'as-of',
] as const;
/** What a change is measured against. */
export type BaseKind = (typeof BASE_KINDS)[number];

/** A change with its base. `text` is the form that bureaus print: `+1076644.60, 15.32%`. */
export interface Delta {
  readonly base: Yuan | null;
  readonly current: Yuan | null;
  readonly delta: string | null;
  readonly percent: string | null;
  readonly percentReason?: 'base-zero';
  readonly text: string | null;
}

/**
 * The change from `base` to `current`. A line absent in one of the two has null there and counts as zero:
 * removed is `-10000.00, -100.00%`, new is `+20000.00, —`. The percent is half-up at two decimals, with a minus for
 * a fall and null on a base of zero.
 */
export const deltaOf = (base: Fen | null, current: Fen | null): Delta => {
  if (base === null && current === null) return withoutBase(null);
  const from = base ?? 0n;
  const change = (current ?? 0n) - from;
  const delta = signedFen(change);
  const figures = { ...inYuan({ base, current }), delta };
  if (from === 0n) {
    const text = change === 0n ? '0.00, 0.00%' : `${delta}, —`;
    return { ...figures, percent: null, percentReason: 'base-zero', text };
  }
  const percent = percentOf(change, from);
  return { ...figures, percent, text: `${delta}, ${percent}%` };
};

/** `change / |base|` in percent, half-up at two decimals, never a negative zero. */
export const percentOf = (change: Fen, base: Fen): string =>
  percentOfWhole(change, absFen(base))
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, '');

/** `part / whole` in percent, exact. The whole is not zero. */
export const percentOfWhole = (part: Fen, whole: Fen): Decimal =>
  new Decimal(part).div(whole).times(100);

/** The answer where there is no base at all: all but the current amount is null. */
export const withoutBase = (current: Fen | null): Delta => ({
  ...inYuan({ base: null, current }),
  delta: null,
  percent: null,
  text: null,
});
