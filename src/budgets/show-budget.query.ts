import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Authority } from '../domain/events/budget.events.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { ListBudgets } from './list-budgets.query.js';

/** One budget, as the list has it, with the approval (批复) of its original. */
export class ShowBudget extends Query<ShownBudget> {
  constructor(readonly budget: string) {
    super();
  }
}

/**
 * Reads the budget from the views.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete.
 */
@QueryHandler(ShowBudget)
export class ShowBudgetHandler implements IQueryHandler<ShowBudget> {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  async execute({ budget }: ShowBudget): Promise<ShownBudget> {
    await refuseStopped(this.views, budget);
    const [summary] = await this.queries.execute(new ListBudgets(budget));
    const row = await this.views.db
      .selectFrom('budgets')
      .select(['approved_on', 'approval_authority', 'approver', 'approval_recorded_at'])
      .where('budget', '=', budget)
      .executeTakeFirstOrThrow();
    const approval =
      row.approved_on === null
        ? null
        : {
            approvedOn: row.approved_on,
            authority: JSON.parse(row.approval_authority!) as Authority,
            approver: row.approver!,
            recordedAt: row.approval_recorded_at!,
          };
    return { ...summary!, approval };
  }
}
