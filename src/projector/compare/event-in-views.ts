import { projections } from '../../../projections/index.js';
import type { Config } from '../../config/config.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { EventLog } from '../../log/event-log.js';
import { Projector } from '../projector.js';
import { withKeptViews } from './kept-views.js';

/** What the views know of an event. */
export interface EventInViews {
  readonly budget: BudgetId;
  readonly version: number;
}

/** The event of a budget that stood at a place of the log, from 1, when the views were written; undefined where they have none there. */
export const eventInViews = async (
  log: EventLog,
  engine: Config['views'],
  sequence: number,
): Promise<EventInViews | undefined> => {
  const found = await withKeptViews(engine, async (views) => {
    if (!(await new Projector(log, views, projections).hasOwnViews())) return undefined;
    const row = await views.db
      .selectFrom('audit_trail')
      .select(['budget', 'version'])
      .where('sequence', '=', BigInt(sequence))
      .executeTakeFirst();
    return row && { budget: row.budget as BudgetId, version: Number(row.version) };
  });
  return typeof found === 'string' ? undefined : found;
};
