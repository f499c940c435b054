import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Views } from '../../views/views-database.js';

/** The fiscal years of all budgets that the caller may see, the newest first. */
export class FiscalYears extends Query<readonly number[]> {}

/** Reads the fiscal years from the view of budgets. */
@QueryHandler(FiscalYears)
export class FiscalYearsHandler implements IQueryHandler<FiscalYears> {
  constructor(private readonly views: Views) {}

  async execute(): Promise<readonly number[]> {
    const rows = await this.views.db
      .selectFrom('budgets')
      .select('fiscal_year')
      .distinct()
      .orderBy('fiscal_year', 'desc')
      .execute();
    return rows.map(({ fiscal_year }) => Number(fiscal_year));
  }
}
