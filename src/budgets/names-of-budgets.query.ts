import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Views } from '../views/views-database.js';
import { namedBudget, namedBudgets, type NamedBudget } from './named-budgets.js';

/** What budgets are called, in the order of their ids; nothing for one of which the views have no row. */
export class NamesOfBudgets extends Query<readonly NamedBudget[]> {
  constructor(
    /** Which of them; what is not given is not restricted. */
    readonly which: {
      readonly budgets?: readonly string[] | undefined;
      readonly year?: number | undefined;
      /** The first ones, so many at most. */
      readonly limit?: number | undefined;
    } = {},
  ) {
    super();
  }
}

/** Reads the names from the views. */
@QueryHandler(NamesOfBudgets)
export class NamesOfBudgetsHandler implements IQueryHandler<NamesOfBudgets> {
  constructor(private readonly views: Views) {}

  async execute({
    which: { budgets, year, limit },
  }: NamesOfBudgets): Promise<readonly NamedBudget[]> {
    if (budgets?.length === 0) return [];
    let query = namedBudgets(this.views);
    if (budgets !== undefined) query = query.where('budget', 'in', [...new Set(budgets)]);
    if (year !== undefined) query = query.where('fiscal_year', '=', BigInt(year));
    if (limit !== undefined) query = query.limit(limit);
    return (await query.execute()).map(namedBudget);
  }
}
