import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { ListBudgets } from './list-budgets.query.js';
import { StandingOf } from './standing.query.js';

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
      .select('agency_name')
      .where('budget', '=', budget)
      .executeTakeFirstOrThrow();
    const {
      amended: _,
      asOf: _now,
      ...standing
    } = await this.queries.execute(new StandingOf(summary!.budget));
    return {
      ...summary!,
      ...(row.agency_name === summary!.agency.name ? {} : { openedAs: row.agency_name }),
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
