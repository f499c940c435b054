import { sql } from 'kysely';
import type { BudgetId, Scope } from '../domain/values/budget-id.js';
import { shanghaiToday } from '../ledger/shanghai.js';
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
