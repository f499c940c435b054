import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Views } from '../views/views-database.js';
import { namedBudget, namedBudgets, type NamedBudget } from './named-budgets.js';

/** What the budgets of these ids are called; nothing for one of which the views have no row. */
export class NamesOfBudgets extends Query<readonly NamedBudget[]> {
  constructor(readonly budgets: readonly string[]) {
    super();
  }
}

/** Reads the names from the views. */
@QueryHandler(NamesOfBudgets)
export class NamesOfBudgetsHandler implements IQueryHandler<NamesOfBudgets> {
  constructor(private readonly views: Views) {}

  async execute({ budgets }: NamesOfBudgets): Promise<readonly NamedBudget[]> {
    const ids = [...new Set(budgets)];
    if (ids.length === 0) return [];
    const rows = await namedBudgets(this.views).where('budget', 'in', ids).execute();
    return rows.map(namedBudget);
  }
}
