import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Authority } from '../domain/events/budget.events.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { ListBudgets } from './list-budgets.query.js';
import { standingOf } from './standing.js';

/** One budget as the list has it, with its approval (批复), how it stands, what comes to it, its documents and its open findings. */
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
    const {
      items: [summary],
    } = await this.queries.execute(new ListBudgets({ budget }));
    const row = await this.views.db
      .selectFrom('budgets')
      .select([
        'agency_name',
        'approved_on',
        'approval_authority',
        'approver',
        'approval_recorded_at',
        'closed_on',
      ])
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
    const standings = await standingOf(this.views, [summary!.budget]);
    const { amended: _, ...standing } = standings.get(summary!.budget)!;
    return {
      ...summary!,
      ...(row.agency_name === summary!.agency.name ? {} : { openedAs: row.agency_name }),
      approval,
      closedOn: row.closed_on,
      ...standing,
      documents: await this.documents(budget),
    };
  }

  private async documents(budget: string): Promise<ShownBudget['documents']> {
    const rows = await this.views.db
      .selectFrom('documents')
      .select(['document', 'file', 'title', 'published_on'])
      .where('budget', '=', budget)
      .orderBy('position')
      .execute();
    return rows.map(({ document, file, title, published_on }) => ({
      sha256: document,
      file,
      title,
      publishedOn: published_on,
    }));
  }
}
