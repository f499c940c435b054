import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Views } from '../views/views-database.js';
import { EventLog } from '../log/event-log.js';
import { namedBudget, namedBudgets, namesAt, type NamedBudget } from './named-budgets.js';

/** What a budget is called. `openedAs`: the name under which it was opened, where its agency has another one. */
export type NameOfBudget = NamedBudget & { readonly openedAs?: string };

/** What budgets are called, in the order of their ids; nothing for one of which the views have no row. */
export class NamesOfBudgets extends Query<readonly NameOfBudget[]> {
  constructor(
    /** Which of them; what is not given is not restricted. */
    readonly which: {
      readonly budgets?: readonly string[] | undefined;
      readonly year?: number | undefined;
      /** The first ones, so many at most. */
      readonly limit?: number | undefined;
      /** As their agencies were called when the log had this position; without it, today. */
      readonly position?: bigint | undefined;
    } = {},
  ) {
    super();
  }
}

/** Reads the names from the views. */
@QueryHandler(NamesOfBudgets)
export class NamesOfBudgetsHandler implements IQueryHandler<NamesOfBudgets> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({
    which: { budgets, year, limit, position },
  }: NamesOfBudgets): Promise<readonly NameOfBudget[]> {
    if (budgets?.length === 0) return [];
    let query = namedBudgets(this.views, await namesAt(this.views, this.log, position));
    if (budgets !== undefined) query = query.where('budget', 'in', [...new Set(budgets)]);
    if (year !== undefined) query = query.where('fiscal_year', '=', BigInt(year));
    if (limit !== undefined) query = query.limit(limit);
    return (await query.execute()).map((row) => {
      const named = namedBudget(row);
      return {
        ...named,
        ...(row.agency_name !== named.agency.name && { openedAs: row.agency_name }),
      };
    });
  }
}
