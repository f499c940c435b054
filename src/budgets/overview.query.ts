import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Page, PageRequest } from '../validation/page.js';
import { Views } from '../views/views-database.js';
import type { BudgetAnswer } from './budgets.answer.js';
import { ListBudgets, type BudgetFilter } from './list-budgets.query.js';
import { standingOf, type Standing } from './standing.js';

/** A budget of a list, and how it stands; null where it is stopped in a view. */
export type OverviewRow = BudgetAnswer & { readonly standing: Standing | null };

/** The budgets of the ledger as {@link ListBudgets} lists them, with how each stands. */
export class OverviewOf extends Query<Page<OverviewRow>> {
  constructor(
    readonly filter: BudgetFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** @throws {Refusal} as {@link ListBudgets}. */
@QueryHandler(OverviewOf)
export class OverviewOfHandler implements IQueryHandler<OverviewOf> {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  async execute({ filter, page }: OverviewOf): Promise<Page<OverviewRow>> {
    const { items, ...rest } = await this.queries.execute(new ListBudgets(filter, page));
    const whole = items.filter(({ stopped }) => !stopped).map(({ budget }) => budget);
    const standing = await standingOf(this.views, whole);
    return {
      ...rest,
      items: items.map((each) => ({ ...each, standing: standing.get(each.budget) ?? null })),
    };
  }
}
