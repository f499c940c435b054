import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import type { Finding } from '../domain/events/finding.js';
import { Views } from '../views/views-database.js';
import type { FindingAnswer } from './findings.answer.js';

/** The findings of a budget, open and resolved, in the order in which they were raised. */
export class FindingsOf extends Query<readonly FindingAnswer[]> {
  constructor(readonly budget: BudgetId) {
    super();
  }
}

/**
 * Reads the findings from their view.
 *
 * @throws {Refusal} `not-found`: the budget is not opened.
 */
@QueryHandler(FindingsOf)
export class FindingsOfHandler implements IQueryHandler<FindingsOf> {
  constructor(private readonly views: Views) {}

  async execute({ budget }: FindingsOf): Promise<readonly FindingAnswer[]> {
    const { db } = this.views;
    const known = await db
      .selectFrom('budgets')
      .select('budget')
      .where('budget', '=', budget)
      .executeTakeFirst();
    if (!known) throw noSuchBudget(budget);
    const rows = await db
      .selectFrom('findings')
      .selectAll()
      .where('budget', '=', budget)
      .orderBy('position')
      .orderBy('finding')
      .execute();
    return rows.map((row) => ({
      id: row.finding,
      ...(JSON.parse(row.data) as Finding),
      status: row.status as FindingAnswer['status'],
      ...(row.decision === null
        ? {}
        : {
            decision: row.decision as NonNullable<FindingAnswer['decision']>,
            reason: row.reason ?? '',
          }),
    }));
  }
}
