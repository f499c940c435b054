import { sql } from 'kysely';
import type { AsOf } from '../../domain/values/as-of.js';
import type { BudgetId, Scope } from '../../domain/values/budget-id.js';
import { stoppedBudgets } from '../../views/stopped-budgets.js';
import type { Views } from '../../views/views-database.js';
import type { ResolvedAsOf } from '../as-of/as-of.answer.js';
import { LAST_INSTANT, POSITION_MAX } from '../as-of/as-of.js';
import { nameToday } from '../list-budgets.query.js';
import type { TotalsAnswer } from './totals.answer.js';

/** Which budgets are summed; what is not given is not restricted, except the scope, of which there is only one. */
export interface TotalsFilter {
  readonly year?: number | undefined;
  readonly agency?: string | undefined;
  readonly scope?: Scope | undefined;
}

/** A budget that is summed. */
export interface ChosenBudget {
  readonly budget: BudgetId;
  readonly agency: string;
  readonly agencyName: string;
  readonly year: number;
  /** The budget of the year before, of the same scope, otherwise of the other; null where there is none, or it is stopped. */
  readonly prior: BudgetId | null;
}

/** The budgets of a question, and the last event that counts in any of them. */
export interface Chosen {
  readonly budgets: readonly ChosenBudget[];
  readonly scope: Scope | null;
  readonly leftOut: TotalsAnswer['leftOut'];
  /** Of the budgets, those whose prior one is stopped. */
  readonly baseStopped: ReadonlySet<BudgetId>;
  readonly position: bigint;
  readonly asOf: ResolvedAsOf;
}

interface Candidate extends Omit<ChosenBudget, 'prior'> {
  readonly scope: Scope;
  /** Of its last event within the bounds. */
  readonly position: bigint;
  readonly stopped: boolean;
}

/**
 * Chooses among the budgets that were opened within the bounds. A department's budget contains those of its units, so that only
 * one scope is summed: the one that is asked for, otherwise that of units, or of departments where there is no unit.
 */
export const chosenBudgets = async (
  views: Views,
  filter: TotalsFilter,
  asOf: AsOf,
): Promise<Chosen> => {
  const candidates = await openedBudgets(views, filter, asOf);
  const asked = candidates.filter(({ year }) => filter.year === undefined || year === filter.year);
  const scope =
    filter.scope ?? (asked.some((each) => each.scope === 'unit') ? 'unit' : 'department');
  const priorOf = priorsAmong(candidates);
  const leftOut: { budget: BudgetId; why: 'stopped' | 'other-scope' }[] = [];
  const budgets: ChosenBudget[] = [];
  const baseStopped = new Set<BudgetId>();
  let last: Candidate | undefined;
  for (const each of asked) {
    const { budget, agency, agencyName, year } = each;
    const prior = priorOf(each);
    // What is left out counts too: asked again as of this position, the answer names it again.
    for (const one of [each, prior]) if (one && one.position > (last?.position ?? 0n)) last = one;
    if (each.scope !== scope) {
      if (filter.scope === undefined) leftOut.push({ budget, why: 'other-scope' });
    } else if (each.stopped) leftOut.push({ budget, why: 'stopped' });
    else {
      if (prior?.stopped) baseStopped.add(budget);
      budgets.push({
        budget,
        agency,
        agencyName,
        year,
        prior: prior === undefined || prior.stopped ? null : prior.budget,
      });
    }
  }
  return {
    budgets,
    scope: budgets.length === 0 ? null : scope,
    leftOut,
    baseStopped,
    position: last?.position ?? 0n,
    asOf: {
      effective: asOf.effective ?? null,
      recorded: last === undefined ? null : await recordedAt(views, last),
      position: String(last?.position ?? 0n),
    },
  };
};

const priorsAmong = (
  candidates: readonly Candidate[],
): ((budget: Candidate) => Candidate | undefined) => {
  const nameOf = (agency: string, year: number, scope: Scope) => `${agency} ${year} ${scope}`;
  const named = new Map(
    candidates.map((each) => [nameOf(each.agency, each.year, each.scope), each]),
  );
  return ({ agency, year, scope }) =>
    named.get(nameOf(agency, year - 1, scope)) ??
    named.get(nameOf(agency, year - 1, scope === 'unit' ? 'department' : 'unit'));
};

/** The budgets that were opened within the bounds: those that are asked for, of both scopes, and of the year before too. */
const openedBudgets = async (
  views: Views,
  { year, agency }: TotalsFilter,
  { position = POSITION_MAX, recorded = LAST_INSTANT }: AsOf,
): Promise<readonly Candidate[]> => {
  const stopped = await stoppedBudgets(views);
  let query = views.db
    .selectFrom('budgets')
    .select([
      'budget',
      'agency',
      'agency_name',
      'fiscal_year',
      'scope',
      nameToday().as('name_today'),
      sql<bigint | null>`(
        select position from audit_trail t
        where t.budget = budgets.budget and t.position <= ${position} and t.recorded_at <= ${recorded}
        order by position desc limit 1)`.as('position'),
    ])
    .orderBy('budget');
  if (agency !== undefined) query = query.where('agency', '=', agency);
  if (year !== undefined)
    query = query.where('fiscal_year', 'in', [BigInt(year - 1), BigInt(year)]);
  return (await query.execute())
    .filter((row) => row.position !== null || stopped.has(row.budget))
    .map((row) => ({
      budget: row.budget as BudgetId,
      agency: row.agency,
      agencyName: row.name_today ?? row.agency_name,
      year: Number(row.fiscal_year),
      scope: row.scope as Scope,
      position: row.position ?? 0n,
      stopped: stopped.has(row.budget),
    }));
};

const recordedAt = async (views: Views, { budget, position }: Candidate): Promise<string> => {
  const { recorded_at } = await views.db
    .selectFrom('audit_trail')
    .select('recorded_at')
    .where('budget', '=', budget)
    .where('position', '=', position)
    .limit(1)
    .executeTakeFirstOrThrow();
  return recorded_at;
};
