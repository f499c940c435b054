import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { noSuchBudget } from '../domain/values/budget-id.js';
import { Views } from '../views/views-database.js';

export interface BudgetSummary {
  readonly budget: string;
  readonly agency: { readonly code: string; readonly name: string };
  readonly fiscalYear: number;
  readonly scope: string;
  readonly version: number;
  /** No error and no warning is open. */
  readonly reconciled: boolean;
}

/** The budgets of the ledger by id, or the one that is named. */
export class ListBudgets extends Query<readonly BudgetSummary[]> {
  constructor(readonly budget?: string) {
    super();
  }
}

@QueryHandler(ListBudgets)
export class ListBudgetsHandler implements IQueryHandler<ListBudgets> {
  constructor(private readonly views: Views) {}

  async execute({ budget }: ListBudgets): Promise<readonly BudgetSummary[]> {
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
      budget: row.budget,
      agency: { code: row.agency, name: row.agency_name },
      fiscalYear: Number(row.fiscal_year),
      scope: row.scope,
      version: Number(row.version),
      reconciled: row.open === 0n,
    }));
  }
}
