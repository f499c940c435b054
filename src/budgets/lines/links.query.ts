import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { LineLink } from '../../domain/continuity/continuity.js';
import type { AsOf } from '../../domain/values/as-of.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { resolveAsOf } from '../as-of/as-of.js';
import { linksAsOf } from './line-links.js';

/** From which lines of another budget the lines of a budget go on. */
export class LinksOf extends Query<readonly LineLink[]> {
  constructor(
    readonly budget: BudgetId,
    readonly from: BudgetId,
    readonly asOf: AsOf = {},
  ) {
    super();
  }
}

/**
 * Reads the links as they are known now, or were at a position.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete.
 */
@QueryHandler(LinksOf)
export class LinksOfHandler implements IQueryHandler<LinksOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, from, asOf }: LinksOf): Promise<readonly LineLink[]> {
    return linksAsOf(this.views, await resolveAsOf(this.views, this.log, budget, asOf), from);
  }
}
