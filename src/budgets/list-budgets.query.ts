import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { noSuchBudget, type BudgetId, type Scope } from '../domain/values/budget-id.js';
import { Views } from '../views/views-database.js';
import type { BudgetAnswer } from './budgets.answer.js';

/** The budgets of the ledger by id, or one of them. */
export class ListBudgets extends Query<readonly BudgetAnswer[]> {
  constructor(readonly budget?: string) {
    super();
  }
}

/**
 * Reads the budgets from the views, by id.
 *
 * @throws {Refusal} `not-found`: the one budget that is asked for is not opened.
 */
@QueryHandler(ListBudgets)
export class ListBudgetsHandler implements IQueryHandler<ListBudgets> {
  constructor(private readonly views: Views) {}

  async execute({ budget }: ListBudgets): Promise<readonly BudgetAnswer[]> {
    let query = this.views.db
      .selectFrom('budgets')
      .select([
        'budget',
        'agency',
        'agency_name',
        'fiscal_year',
        'scope',
        sql<bigint>`(select version from audit_trail t where t.budget = budgets.budget order by position desc limit 1)`.as(
          'version',
        ),
        sql<bigint>`(select count(*) from findings f where f.budget = budgets.budget and f.status = 'open' and f.severity <> 'info')`.as(
          'open',
        ),
      ])
      .orderBy('budget');
    if (budget !== undefined) query = query.where('budget', '=', budget);
    const rows = await query.execute();
    if (budget !== undefined && rows.length === 0) throw noSuchBudget(budget);
    return rows.map((row) => ({
      budget: row.budget as BudgetId,
      agency: { code: row.agency, name: row.agency_name },
      fiscalYear: Number(row.fiscal_year),
      scope: row.scope as Scope,
      version: Number(row.version),
      reconciled: row.open === 0n,
    }));
  }
}
