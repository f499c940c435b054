import type { BudgetId } from '../../domain/values/budget-id.js';
import { percentOf } from '../../domain/values/delta.js';
import { Decimal, type Unit } from '../../domain/values/money.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from '../as-of/as-of.js';
import type { StatedAnswer } from './deltas.answer.js';

type Agreement = NonNullable<StatedAnswer['agrees']>;

export interface StatedChange {
  readonly kind: string;
  readonly code: string | null;
  readonly side: string;
  readonly measure: string;
  readonly baseKind: 'prior-budget' | 'prior-execution';
  readonly baseYear: number;
  readonly base: string | null;
  /** The figure that the sentence is about, where it prints one. */
  readonly current: string | null;
  readonly delta: string | null;
  readonly percent: string | null;
  readonly reason: string | null;
  readonly unit: Unit;
}

/** The changes that the budget's documents state, in the order in which they are printed. */
export const statedChanges = async (
  views: Views,
  { budget, position }: Bounds,
): Promise<readonly StatedChange[]> => {
  const rows = await views.db
    .selectFrom('year_over_year')
    .selectAll()
    .where('budget', '=', budget as BudgetId)
    .where('position', '<=', position)
    .where('origin', '=', 'stated')
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    code: row.code,
    side: row.side,
    measure: row.measure,
    baseKind: row.base_kind as StatedChange['baseKind'],
    baseYear: Number(row.base_year),
    base: row.base,
    current: row.current,
    delta: row.delta,
    percent: row.percent,
    reason: row.reason,
    unit: row.unit as Unit,
  }));
};

/** Yuan in half the last printed place of a unit: how far a printed figure may be from the exact one. */
export const HALF_PLACE: Record<Unit, string> = { 元: '0.005', 万元: '50', 亿元: '500000' };

/**
 * Judges what is stated against the original budgets of both years, or against what the prior year has spent where the
 * document measures by that. A base is null when the ledger does not have it.
 */
export const judge = (
  statements: readonly StatedChange[],
  current: Decimal | null,
  base: PriorFigures,
): StatedAnswer | null => {
  const [first] = statements;
  if (!first) return null;
  const verdicts = statements.map((each) => agreement(each, current ?? new Decimal(0), base));
  return {
    delta: first.delta,
    percent: first.percent,
    reason: statements.find(({ reason }) => reason !== null)?.reason ?? null,
    agrees: verdicts.reduce(worse),
  };
};

/** What the ledger has of the prior year for the same subject. */
export interface PriorFigures {
  readonly original: Decimal | null;
  readonly executed: Decimal | null;
}

/** Nothing known weighs least only when nothing else is known; otherwise the worst verdict holds for all. */
const RANK = { yes: 1, 'within-rounding': 2, no: 3 } as const;
const worse = (a: Agreement | null, b: Agreement | null): Agreement | null => {
  if (a === null || b === null) return a === 'no' || b === 'no' ? 'no' : null;
  return RANK[a] >= RANK[b] ? a : b;
};

const agreement = (
  stated: StatedChange,
  current: Decimal,
  { original, executed }: PriorFigures,
): Agreement | null => {
  const printedBase = stated.base === null ? null : new Decimal(stated.base);
  const base =
    stated.baseKind === 'prior-budget' ? (original ?? printedBase) : (printedBase ?? executed);
  if (base === null || (stated.delta === null && stated.percent === null)) return null;
  const half = new Decimal(HALF_PLACE[stated.unit]);
  const change = current.minus(base);
  const verdicts: Agreement[] = [];
  if (stated.delta !== null) {
    const off = change.minus(stated.delta).abs();
    // A printed change may be the difference of two printed operands, each rounded by half a place.
    verdicts.push(off.isZero() ? 'yes' : off.lte(half.times(2)) ? 'within-rounding' : 'no');
  }
  if (stated.percent !== null)
    verdicts.push(percentAgreement(new Decimal(stated.percent), change, base, half));
  return verdicts.reduce((a, b) => (RANK[a] >= RANK[b] ? a : b));
};

/** A printed percent holds exactly, or within the interval that the rounding of its operands allows. */
const percentAgreement = (
  percent: Decimal,
  change: Decimal,
  base: Decimal,
  half: Decimal,
): Agreement => {
  if (base.isZero()) return 'no';
  if (new Decimal(percentOf(change, base)).eq(percent)) return 'yes';
  const b = base.abs();
  const exact = change.div(b).times(100);
  const tolerance = half
    .div(b)
    .plus(change.plus(base).abs().times(half).div(b.pow(2)))
    .times(100)
    .plus('0.005');
  return exact.minus(percent).abs().lte(tolerance) ? 'within-rounding' : 'no';
};
