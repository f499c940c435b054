import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import { amendmentsOf } from './amendment-answer.js';
import type { AmendmentStatus } from './amendment-statuses.js';
import type { AmendmentAnswer } from './amendments.answer.js';

/** The amendments of a budget in the order in which they were proposed. */
export class ListAmendments extends Query<readonly AmendmentAnswer[]> {
  constructor(
    readonly budget: BudgetId,
    readonly status?: AmendmentStatus,
  ) {
    super();
  }
}

/**
 * Reads the amendments from the views.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete.
 */
@QueryHandler(ListAmendments)
export class ListAmendmentsHandler implements IQueryHandler<ListAmendments> {
  constructor(private readonly views: Views) {}

  async execute({ budget, status }: ListAmendments): Promise<readonly AmendmentAnswer[]> {
    await refuseStopped(this.views, budget);
    const known = await this.views.db
      .selectFrom('budgets')
      .select('budget')
      .where('budget', '=', budget)
      .executeTakeFirst();
    if (!known) throw noSuchBudget(budget);
    return amendmentsOf(this.views, budget, status === undefined ? {} : { status });
  }
}
