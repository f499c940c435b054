import { Decimal, signed, type Yuan } from './money.js';

/** What a change is measured against. The base is data, never a constant (公开文件 mix 上年预算 and 上年预算执行数). */
export const BASE_KINDS = [
  'prior-budget',
  'prior-adjusted',
  'prior-execution',
  'original',
  'as-of',
] as const;
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
 * The change from `base` to `current`. A line absent in one of the two has null there and counts as nothing:
 * gone is `-10000.00, -100.00%`, new is `+20000.00, —`. The percent is half-up at two decimals, with a minus for
 * a fall and null on a base of zero.
 */
export const deltaOf = (base: Yuan | null, current: Yuan | null): Delta => {
  if (base === null && current === null) return withoutBase(null);
  const from = new Decimal(base ?? 0);
  const change = new Decimal(current ?? 0).minus(from);
  const delta = signed(change);
  if (from.isZero()) {
    const text = change.isZero() ? '0.00, 0.00%' : `${delta}, —`;
    return { base, current, delta, percent: null, percentReason: 'base-zero', text };
  }
  const percent = percentOf(change, from);
  return { base, current, delta, percent, text: `${delta}, ${percent}%` };
};

/** `change / |base|` in percent, half-up at two decimals, never a negative zero. */
export const percentOf = (change: Decimal, base: Decimal): string =>
  change
    .div(base.abs())
    .times(100)
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, '');

/** The answer where there is no base at all: what is known stands, the rest is null. */
export const withoutBase = (current: Yuan | null): Delta => ({
  base: null,
  current,
  delta: null,
  percent: null,
  text: null,
});
