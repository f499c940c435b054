import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Authority } from '../domain/events/budget.events.js';
import { POSITION_MAX, type AsOf } from '../domain/values/as-of.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { EventLog } from '../log/event-log.js';
import { Views } from '../views/views-database.js';
import { LAST_INSTANT, resolveAsOf, type Bounds } from './as-of/as-of.js';
import type { ResolvedAsOf } from './as-of/as-of.answer.js';
import type { ShownBudget } from './budgets.answer.js';
import { standingOf, type Standing } from './standing.js';

/**
 * How a budget stands, with its approval and its close, at a point in time. It resolves to the last event within its bounds, of the budget and of
 * what other budgets give to it.
 */
export type BudgetStanding = Standing &
  Pick<ShownBudget, 'approval' | 'closedOn'> & { readonly asOf: ResolvedAsOf };

/** How one budget stands. */
export class StandingOf extends Query<BudgetStanding> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
  ) {
    super();
  }
}

/**
 * Reads it from the views.
 *
 * @throws {Refusal} as {@link resolveAsOf}.
 */
@QueryHandler(StandingOf)
export class StandingOfHandler implements IQueryHandler<StandingOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf }: StandingOf): Promise<BudgetStanding> {
    const own = await resolveAsOf(this.views, this.log, budget, asOf);
    const position = await this.newestOfIncoming(own, asOf);
    const bounds = { ...own, position };
    const standings = await standingOf(this.views, [budget], bounds);
    return {
      ...standings.get(budget)!,
      approval: await this.approval(bounds),
      closedOn: await this.closedOn(bounds),
      asOf: { ...own.asOf, position: String(position) },
    };
  }

  /** The position of the last event of what other budgets give to this one, where it is after the last one of its own. */
  private async newestOfIncoming(
    { budget, position: own }: Bounds,
    { position = POSITION_MAX, recorded = LAST_INSTANT }: AsOf,
  ): Promise<bigint> {
    const rows = await this.views.db
      .selectFrom('amendments')
      .select(['proposed_position', 'recorded_at', 'ended_position', 'ended_at'])
      .select(['returned_position', 'returned_at'])
      .where('receiver', '=', budget)
      .execute();
    return rows
      .flatMap((row) => [
        { at: row.proposed_position, instant: row.recorded_at },
        { at: row.ended_position, instant: row.ended_at },
        { at: row.returned_position, instant: row.returned_at },
      ])
      .reduce(
        (last, { at, instant }) =>
          at !== null && at <= position && instant! <= recorded && at > last ? at : last,
        own,
      );
  }

  /** The newest 批复 of the original budget. */
  private async approval({
    budget,
    position,
    effective,
  }: Bounds): Promise<ShownBudget['approval']> {
    let query = this.views.db
      .selectFrom('approvals')
      .selectAll()
      .where('budget', '=', budget)
      .where('position', '<=', position)
      .orderBy('position', 'desc')
      .limit(1);
    if (effective !== null) query = query.where('approved_on', '<=', effective);
    const row = await query.executeTakeFirst();
    return row === undefined
      ? null
      : {
          approvedOn: row.approved_on,
          authority: JSON.parse(row.authority) as Authority,
          approver: row.approver,
          recordedAt: row.recorded_at,
        };
  }

  private async closedOn({ budget, position, effective }: Bounds): Promise<string | null> {
    let query = this.views.db
      .selectFrom('budgets')
      .select('closed_on')
      .where('budget', '=', budget)
      .where('closed_position', '<=', position);
    if (effective !== null) query = query.where('closed_on', '<=', effective);
    return (await query.executeTakeFirst())?.closed_on ?? null;
  }
}
