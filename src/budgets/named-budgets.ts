import { sql } from 'kysely';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { BudgetId, Scope } from '../domain/values/budget-id.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { shanghaiDate, shanghaiToday } from '../ledger/shanghai.js';
import { decodeMeta } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { budgetsWithoutRow } from '../views/stopped-budgets.js';
import { shownCheckpoint } from '../views/shown-checkpoint.js';
import type { Views } from '../views/views-database.js';

/** Which names of agencies count: those that were recorded up to a position, and had begun on a day. */
interface NamesAt {
  readonly position: bigint;
  readonly day: CivilDate;
}

/** The names that agencies have today; with a position, those that they had on the day when the log had it. */
export const namesAt = async (views: Views, log: EventLog, position?: bigint): Promise<NamesAt> => {
  if (position === undefined) return { position: POSITION_MAX, day: shanghaiToday() };
  const shown = await shownCheckpoint(views);
  if (position >= shown.position && shown.recordedAt)
    return { position, day: shanghaiDate(shown.recordedAt) };
  const pages = log.readAll({ after: position + 1n, direction: 'backward', pageEvents: 1 });
  for await (const [last] of pages)
    return { position, day: shanghaiDate(decodeMeta(last!).recordedAt) };
  return { position, day: '' as CivilDate };
};

/** The budgets of the ledger in the order of their ids, with the name that each agency has, see {@link namesAt}; for {@link namedBudget}. */
export const namedBudgets = ({ db }: Views, { position, day }: NamesAt) =>
  db
    .selectFrom('budgets')
    .select(['budget', 'agency', 'agency_name', 'fiscal_year', 'scope'])
    // None for an agency whose names are not in the views.
    .select(
      sql<string | null>`(
        select name from agencies a
        where a.agency = budgets.agency and a.effective_on <= ${day} and a.position <= ${position}
        order by a.effective_on desc, a.position desc limit 1)`.as('name_then'),
    )
    .orderBy('budget');

/** What a budget is called, from a row of {@link namedBudgets}. */
export const namedBudget = (row: {
  readonly budget: string;
  readonly agency: string;
  readonly agency_name: string;
  readonly fiscal_year: bigint;
  readonly scope: string;
  readonly name_then: string | null;
}) => ({
  budget: row.budget as BudgetId,
  agency: { code: row.agency, name: row.name_then ?? row.agency_name },
  fiscalYear: Number(row.fiscal_year),
  scope: row.scope as Scope,
});

/** What a budget is called. */
export type NamedBudget = ReturnType<typeof namedBudget>;

/**
 * The stopped budgets of which the views have no row, see {@link budgetsWithoutRow}, with the names that their agencies have today:
 * the code where that stopped too.
 */
export const namedBudgetsWithoutRow = async (views: Views): Promise<readonly NamedBudget[]> => {
  const unknown = await budgetsWithoutRow(views);
  if (unknown.length === 0) return [];
  const names = await views.db
    .selectFrom('agencies')
    .select(['agency', 'name'])
    .where(
      'agency',
      'in',
      unknown.map(({ agency }) => agency),
    )
    .where('effective_on', '<=', shanghaiToday())
    .orderBy('effective_on')
    .orderBy('position')
    .execute();
  const nameOf = new Map(names.map(({ agency, name }) => [agency, name]));
  return unknown.map(({ id, agency, fiscalYear, scope }) => ({
    budget: id,
    agency: { code: agency, name: nameOf.get(agency) ?? agency },
    fiscalYear,
    scope,
  }));
};
