import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Source } from '../../domain/events/budget.events.js';
import type { AsOf } from '../../domain/values/as-of.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { resolveAsOf } from '../as-of/as-of.js';
import { statementsOf, type Cut } from './deltas.query.js';
import { statedChanges } from './stated-changes.js';
import { trailEntries } from './trail.query.js';

/**
 * Where the newest document of a budget prints what it states of the changes of a cut, by the code of the row; of the total by null. Of
 * several sentences about one row, the first with a reason.
 */
export class StatedPlaces extends Query<ReadonlyMap<string | null, Source>> {
  constructor(
    readonly budget: BudgetId,
    readonly by: Cut,
    readonly asOf: AsOf = {},
  ) {
    super();
  }
}

/**
 * Finds the statements in the views, and their places in the log.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(StatedPlaces)
export class StatedPlacesHandler implements IQueryHandler<StatedPlaces> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, by, asOf }: StatedPlaces): Promise<ReadonlyMap<string | null, Source>> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const statements = await statedChanges(this.views, bounds);
    const places = new Map<string | null, Source>();
    if (statements.length === 0) return places;
    // They were recorded together.
    const rows = await this.views.db
      .selectFrom('audit_trail')
      .selectAll()
      .where('budget', '=', budget)
      .where('position', '>=', statements[0]!.position)
      .where('position', '<=', statements.at(-1)!.position)
      .orderBy('position')
      .execute();
    const entries = await trailEntries(this.log, budget, rows);
    const sources = new Map(entries.map(({ row, entry }) => [row.position, entry.source]));
    for (const code of new Set([null, ...statements.map((each) => each.code)])) {
      const said = statementsOf(by, code, statements, true);
      const one = said.find(({ reason }) => reason !== null) ?? said[0];
      const source = one && sources.get(one.position);
      if (source) places.set(code, source);
    }
    return places;
  }
}
