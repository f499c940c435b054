import { sql } from 'kysely';
import { POSITION_MAX, type AsOf } from '../../domain/values/as-of.js';
import type { BudgetId, Scope } from '../../domain/values/budget-id.js';
import type { EventLog } from '../../log/event-log.js';
import { stoppedBudgets } from '../../views/stopped-budgets.js';
import { seesBudget } from '../../views/reach-filter.js';
import type { Views } from '../../views/views-database.js';
import type { ResolvedAsOf } from '../as-of/as-of.answer.js';
import { LAST_INSTANT } from '../as-of/as-of.js';
import {
  namedBudget,
  namedBudgets,
  namedBudgetsWithoutRow,
  namesAt,
  type NamedBudget,
} from '../named-budgets.js';
import type { TotalsAnswer } from './totals.answer.js';

/** Which budgets are summed. */
export interface TotalsFilter {
  /** Years are never added: without one, the newest in which a budget was opened within the bounds. */
  readonly year?: number | undefined;
  readonly agency?: string | undefined;
  /** Without it, that in which more agencies have a budget, or units where they are equal. */
  readonly scope?: Scope | undefined;
  /** Only lines whose code begins with these digits; by agency, of the expenditure where `economic` is not given. */
  readonly code?: string | undefined;
  /** Whether the code is of the economic classification. */
  readonly economic?: boolean | undefined;
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
  readonly scope: TotalsAnswer['scope'];
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
 * Chooses among the budgets of one year that were opened within the bounds. A department's budget contains those of its units, which
 * may be agencies of their own, so that one scope is summed.
 */
export const chosenBudgets = async (
  views: Views,
  log: EventLog,
  filter: TotalsFilter,
  asOf: AsOf,
): Promise<Chosen> => {
  const chosenYear = filter.year ?? (await newestYear(views, filter, asOf));
  const candidates =
    chosenYear === undefined ? [] : await openedBudgets(views, log, chosenYear, filter, asOf);
  const asked = candidates.filter(({ year }) => year === chosenYear);
  const units = asked.filter((each) => each.scope === 'unit').length;
  const scope = filter.scope ?? (units < asked.length - units ? 'department' : 'unit');
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
  const own = last && { position: last.position, recorded_at: await recordedAt(views, last) };
  const arrival = await lastArrival(views, new Set(budgets.map(({ budget }) => budget)), asOf);
  const newest = arrival && arrival.position > (own?.position ?? 0n) ? arrival : own;
  const position = newest?.position ?? 0n;
  return {
    budgets,
    scope: budgets.length === 0 ? null : scope,
    leftOut,
    baseStopped,
    position,
    asOf: {
      effective: asOf.effective ?? null,
      recorded: newest?.recorded_at ?? null,
      position: String(position),
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

/** The newest fiscal year of a budget that was opened within the bounds. */
const newestYear = async (
  views: Views,
  { agency, scope }: TotalsFilter,
  { position, recorded }: AsOf,
): Promise<number | undefined> => {
  let query = views.db
    .selectFrom('budgets')
    .select('fiscal_year')
    .orderBy('fiscal_year', 'desc')
    .limit(1);
  if (agency !== undefined) query = query.where('agency', '=', agency);
  if (scope !== undefined) query = query.where('scope', '=', scope);
  if (position !== undefined || recorded !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('audit_trail as t')
          .select('t.position')
          .whereRef('t.budget', '=', 'budgets.budget')
          .where('t.position', '<=', position ?? POSITION_MAX)
          .where('t.recorded_at', '<=', recorded ?? LAST_INSTANT),
      ),
    );
  const newest = await query.executeTakeFirst();
  return newest === undefined ? undefined : Number(newest.fiscal_year);
};

/**
 * The budgets that were opened within the bounds: those of the year, of both scopes, and of the year before too. A budget that
 * stopped at its first event is among them, whatever the bounds.
 */
const openedBudgets = async (
  views: Views,
  log: EventLog,
  year: number,
  { agency }: TotalsFilter,
  { position: asked, recorded = LAST_INSTANT }: AsOf,
): Promise<readonly Candidate[]> => {
  const position = asked ?? POSITION_MAX;
  const stopped = await stoppedBudgets(views);
  let query = namedBudgets(views, await namesAt(views, log, asked))
    .select(
      sql<bigint | null>`(
        select position from audit_trail t
        where t.budget = budgets.budget and t.position <= ${position} and t.recorded_at <= ${recorded}
        order by position desc limit 1)`.as('position'),
    )
    .where('fiscal_year', 'in', [BigInt(year - 1), BigInt(year)]);
  if (agency !== undefined) query = query.where('agency', '=', agency);
  const rows = await query.execute();
  const withoutRow = (await namedBudgetsWithoutRow(views))
    .filter(
      ({ agency: { code }, fiscalYear }) =>
        (fiscalYear === year || fiscalYear === year - 1) &&
        (agency === undefined || code === agency),
    )
    .map((each) => candidateOf(each, 0n, true));
  const opened = rows
    .filter((row) => row.position !== null || stopped.has(row.budget))
    .map((row) => candidateOf(namedBudget(row), row.position ?? 0n, stopped.has(row.budget)));
  return [...opened, ...withoutRow];
};

const candidateOf = (
  { budget, agency, fiscalYear, scope }: NamedBudget,
  position: bigint,
  stopped: boolean,
): Candidate => ({
  budget,
  agency: agency.code,
  agencyName: agency.name,
  year: fiscalYear,
  scope,
  position,
  stopped,
});

/** When what the budgets gave last arrived in another one, within the bounds: that ends what is in transit. */
const lastArrival = async (
  views: Views,
  budgets: ReadonlySet<string>,
  { position = POSITION_MAX, recorded = LAST_INSTANT }: AsOf,
): Promise<{ readonly position: bigint; readonly recorded_at: string } | undefined> => {
  const { rows } = await sql<{ giver: string; position: bigint; recorded_at: string }>`
    select t.giver, a.position, a.recorded_at
    from transfers t join audit_trail a on a.budget = t.receiver and a.position = t.received_position
    where ${seesBudget('t.giver')} and a.position <= ${position} and a.recorded_at <= ${recorded}
    order by a.position desc`.execute(views.db);
  return rows.find(({ giver }) => budgets.has(giver));
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
