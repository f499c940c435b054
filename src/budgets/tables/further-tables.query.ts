import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FurtherTableLayout } from '../../domain/events/budget.events.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { EventLog } from '../../log/event-log.js';
import { isFurther, tableLayouts } from '../../views/table-layouts.js';
import { Views } from '../../views/views-database.js';
import { resolveAsOf, type AsOfWithLegs } from '../as-of/as-of.js';
import { documentWithin } from './table.query.js';

/** A table of a document that is none of the nine: its number here, and its title. */
export type FurtherTableName = Pick<FurtherTableLayout, 'table' | 'title'>;

/** The tables of a budget's newest document that are none of the nine, in the order of their numbers. */
export class FurtherTablesOf extends Query<readonly FurtherTableName[]> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOfWithLegs = {},
  ) {
    super();
  }
}

/**
 * Reads their names from the views.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(FurtherTablesOf)
export class FurtherTablesOfHandler implements IQueryHandler<FurtherTablesOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf }: FurtherTablesOf): Promise<readonly FurtherTableName[]> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const { document } = await documentWithin(this.views, bounds);
    if (!document) return [];
    const layouts = await tableLayouts(this.views, { budget, position: document.position });
    return layouts
      .filter(isFurther)
      .map(({ table, title }) => ({ table, title }))
      .toSorted((a, b) => a.table - b.table);
  }
}
