import { percentOf } from '../../domain/values/delta.js';
import { absFen, Decimal, inUnit, type Unit } from '../../domain/values/money.js';
import { lastPlaceFen, type StatedDelta } from '../reports/stated-changes.js';

/** A figure of a sentence and what it is compared with, in fen. */
export interface Measured {
  readonly current: bigint;
  readonly unit: Unit;
  readonly year: number;
  /** Null where the ledger does not have the base year; its `fen` is null where that year has no such figure. */
  readonly base: { readonly kind: StatedDelta['baseKind']; readonly fen: bigint | null } | null;
  /** The changes that documents state of the same figure. */
  readonly stated: readonly StatedDelta[];
}

/** An amount as sentences print it: `8105487.68元`. */
export const money = (fen: bigint, unit: Unit): string => `${inUnit(fen, unit)}${unit}`;

/**
 * The words after a figure: ，比上年预算增加…元，增长…%，主要原因是…. Calculated where the ledger has the base; otherwise as the
 * document states it, as long as its figure is still in force. Empty where neither is known.
 */
export const changeWords = (measured: Measured): string => {
  const { base, stated, current } = measured;
  const standing = stated.filter((each) => isInForce(each, current));
  // A document that compares with last year's execution declares its base: last year's budget does not replace it.
  const declared = standing.find(({ baseKind }) => baseKind !== (base?.kind ?? null));
  if (base !== null && declared?.baseKind !== 'prior-execution')
    return computed(measured, base.kind, base.fen);
  const [first] = declared ? [declared] : standing;
  if (!first) return base === null ? '' : computed(measured, base.kind, base.fen);
  const reason = standing.find((each) => each.reason !== null)?.reason ?? null;
  return `${asStated(measured, first)}${because(reason)}`;
};

const computed = (
  { current, unit, year, stated }: Measured,
  kind: StatedDelta['baseKind'],
  base: bigint | null,
): string => {
  const words = baseWords(kind, year - 1);
  const change = current - (base ?? 0n);
  if (change === 0n) return `，与${words}持平`;
  const rises = change > 0n;
  const delta = money(rises ? change : -change, unit);
  const tail =
    base === null
      ? '，为本年新增'
      : base === 0n
        ? '，上年没有安排'
        : `，${rises ? '增长' : '下降'}${percent(change, base)}%`;
  // A reason stands under the figure that its author explained, and under no other.
  const reason = stated.find(
    (each) =>
      each.reason !== null &&
      rises === isRise(each) &&
      (isInForce(each, current) || isOfChange(each, change)),
  )?.reason;
  return `，比${words}${rises ? '增加' : '减少'}${delta}${tail}${because(reason ?? null)}`;
};

const percent = (change: bigint, base: bigint): string => percentOf(change, base).replace('-', '');

const isRise = ({ delta, percent: printed }: StatedDelta): boolean | null => {
  const sign = new Decimal(delta ?? printed ?? 0);
  return sign.isZero() ? null : sign.isPositive();
};

/** The change as the document states it, in its own unit, since more digits than it prints are not known. */
const asStated = ({ current, unit, year }: Measured, stated: StatedDelta): string => {
  const words = baseWords(stated.baseKind, stated.baseYear);
  const shown = unit === '元' ? stated.unit : unit;
  const pair =
    stated.base === null
      ? ''
      : `，${stated.baseYear}年度预算${stated.baseKind === 'prior-execution' ? '执行' : ''}数为${money(stated.base, shown)}，${year}年预算安排${money(current, shown)}`;
  const rises = isRise(stated);
  if (rises === null)
    return stated.delta === null && stated.percent === null ? pair : `${pair}，与${words}持平`;
  const verb = rises ? '增加' : '减少';
  const share = stated.percent === null ? '' : `${stated.percent.replace('-', '')}%`;
  if (stated.delta === null) return `${pair}，比${words}${verb}${share}`;
  const delta = money(stated.delta < 0n ? -stated.delta : stated.delta, shown);
  return `${pair}，比${words}${verb}${delta}${share && `，${rises ? '增长' : '下降'}${share}`}`;
};

const because = (reason: string | null): string => (reason === null ? '' : `，主要原因是${reason}`);

const baseWords = (kind: StatedDelta['baseKind'], year: number): string =>
  kind === 'prior-budget' ? '上年预算' : `${year}年度预算执行数`;

/** Whether a change is the one that was stated, within the rounding of both its operands. */
const isOfChange = ({ delta, unit }: StatedDelta, change: bigint): boolean =>
  delta !== null && absFen(change - delta) <= lastPlaceFen(unit);

/** Whether the figure that was stated is still in force, within the rounding of its unit. */
const isInForce = ({ current, unit }: StatedDelta, fen: bigint): boolean => {
  if (current === null) return false;
  const twiceOff = 2n * (current - fen);
  return absFen(twiceOff) <= lastPlaceFen(unit);
};
