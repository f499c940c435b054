import type { BudgetId } from '../../domain/values/budget-id.js';
import { percentOf, percentOfWhole } from '../../domain/values/delta.js';
import {
  Decimal,
  fenPer,
  fromFen,
  signedFen,
  type Unit,
  fromSigned,
  absFen,
} from '../../domain/values/money.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from '../as-of/as-of.js';
import type { StatedAnswer } from './deltas.answer.js';

type Agreement = NonNullable<StatedAnswer['agrees']>;

/** A change that a document states; amounts in fen. */
export interface StatedDelta {
  /** Of its event in the log. */
  readonly position: bigint;
  readonly kind: string;
  readonly code: string | null;
  readonly side: string;
  readonly measure: string;
  readonly baseKind: 'prior-budget' | 'prior-execution';
  readonly baseYear: number;
  readonly base: bigint | null;
  /** The figure that the sentence is about, where it prints one. */
  readonly current: bigint | null;
  readonly delta: bigint | null;
  readonly percent: string | null;
  readonly reason: string | null;
  readonly unit: Unit;
}

/** The changes that the newest document of the budget states, in the order in which they are printed. */
export const statedChanges = async (
  views: Views,
  { budget, position }: Bounds,
): Promise<readonly StatedDelta[]> => {
  const rows = await views.db
    .selectFrom('year_over_year')
    .selectAll()
    .where('budget', '=', budget as BudgetId)
    .where('position', '<=', position)
    .where('origin', '=', 'stated')
    // What a document states is recorded after it, and before the next one.
    .where('position', '>', (all) =>
      all
        .selectFrom('documents')
        .select(({ fn }) => fn.max('documents.position').as('newest'))
        .where('documents.budget', '=', budget)
        .where('documents.position', '<=', position),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    position: row.position,
    kind: row.kind,
    code: row.code,
    side: row.side,
    measure: row.measure,
    baseKind: row.base_kind as StatedDelta['baseKind'],
    baseYear: Number(row.base_year),
    base: fenOrNull(row.base),
    current: fenOrNull(row.current),
    delta: fenOrNull(row.delta),
    percent: row.percent,
    reason: row.reason,
    unit: row.unit as Unit,
  }));
};

const fenOrNull = (text: string | null): bigint | null => (text === null ? null : fromSigned(text));

/** The last place of a figure that is printed with two decimals in a unit, in fen. A rounded figure is off by half of it at most. */
export const lastPlaceFen = (unit: Unit): bigint => fenPer(unit) / 100n;

/**
 * Compares stated changes with the original budgets of both years, or with what the prior year has spent where the document
 * compares with that. A base is null when the ledger does not have it.
 */
export const judge = (
  statements: readonly StatedDelta[],
  current: bigint | null,
  base: PriorFigures,
): StatedAnswer | null => {
  const [first] = statements;
  if (!first) return null;
  const verdicts = statements.map((each) => agreement(each, current ?? 0n, base));
  const judgedBase = baseOf(first, base);
  return {
    base: judgedBase === null ? null : fromFen(judgedBase),
    current: fromFen(current ?? 0n),
    delta: first.delta === null ? null : signedFen(first.delta),
    percent: first.percent,
    reason: statements.find(({ reason }) => reason !== null)?.reason ?? null,
    agrees: verdicts.reduce(worse),
  };
};

/** What the ledger has of the prior year for the same subject. */
export interface PriorFigures {
  /** In fen. */
  readonly original: bigint | null;
  /** In fen. */
  readonly executed: bigint | null;
}

/** The worse of two verdicts. An unknown one makes the result unknown, unless the other is `no`. */
const RANK = { yes: 1, 'within-rounding': 2, no: 3 } as const;
const worse = (a: Agreement | null, b: Agreement | null): Agreement | null => {
  if (a === null || b === null) return a === 'no' || b === 'no' ? 'no' : null;
  return RANK[a] >= RANK[b] ? a : b;
};

/** What a stated change is judged from: last year's original budget as the ledger has it; what was spent as the document prints it. */
const baseOf = (
  { baseKind, base }: StatedDelta,
  { original, executed }: PriorFigures,
): bigint | null => (baseKind === 'prior-budget' ? (original ?? base) : (base ?? executed));

const agreement = (stated: StatedDelta, current: bigint, prior: PriorFigures): Agreement | null => {
  const base = baseOf(stated, prior);
  if (base === null || (stated.delta === null && stated.percent === null)) return null;
  const place = lastPlaceFen(stated.unit);
  const change = current - base;
  const verdicts: Agreement[] = [];
  if (stated.delta !== null) {
    const off = change - stated.delta;
    // A printed change may be the difference of two printed operands, each rounded by half a place.
    verdicts.push(off === 0n ? 'yes' : -place <= off && off <= place ? 'within-rounding' : 'no');
  }
  if (stated.percent !== null)
    verdicts.push(percentAgreement(new Decimal(stated.percent), change, base, place));
  return verdicts.reduce((a, b) => (RANK[a] >= RANK[b] ? a : b));
};

/** A printed percent holds exactly, or within the interval that the rounding of its operands allows. */
const percentAgreement = (
  percent: Decimal,
  changeFen: bigint,
  baseFen: bigint,
  placeFen: bigint,
): Agreement => {
  // What comes from nothing has no percent; documents print 100%.
  if (baseFen === 0n) return changeFen > 0n && percent.eq(100) ? 'yes' : 'no';
  if (new Decimal(percentOf(changeFen, baseFen)).eq(percent)) return 'yes';
  const [change, base] = [new Decimal(changeFen), new Decimal(baseFen)];
  const half = new Decimal(placeFen).div(2);
  const exact = percentOfWhole(changeFen, absFen(baseFen));
  const tolerance = half
    .div(base.abs())
    .plus(change.plus(base).abs().times(half).div(base.pow(2)))
    .times(100)
    .plus('0.005');
  return exact.minus(percent).abs().lte(tolerance) ? 'within-rounding' : 'no';
};
