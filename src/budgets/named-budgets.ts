import { sql } from 'kysely';
import type { BudgetId, Scope } from '../domain/values/budget-id.js';
import { shanghaiToday } from '../ledger/shanghai.js';
import { budgetsWithoutRow } from '../views/stopped-budgets.js';
import type { Views } from '../views/views-database.js';

/** The budgets of the ledger in the order of their ids, with the name that each agency has today; for {@link namedBudget}. */
export const namedBudgets = ({ db }: Views) =>
  db
    .selectFrom('budgets')
    .select(['budget', 'agency', 'agency_name', 'fiscal_year', 'scope'])
    // None for an agency whose names are not in the views.
    .select(
      sql<string | null>`(
        select name from agencies a where a.agency = budgets.agency and a.effective_on <= ${shanghaiToday()}
        order by a.effective_on desc, a.position desc limit 1)`.as('name_today'),
    )
    .orderBy('budget');

/** What a budget is called, from a row of {@link namedBudgets}. */
export const namedBudget = (row: {
  readonly budget: string;
  readonly agency: string;
  readonly agency_name: string;
  readonly fiscal_year: bigint;
  readonly scope: string;
  readonly name_today: string | null;
}) => ({
  budget: row.budget as BudgetId,
  agency: { code: row.agency, name: row.name_today ?? row.agency_name },
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
