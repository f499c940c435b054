import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { Views } from '../../views/views-database.js';

/** When a budget changed. */
export interface Moments {
  /** The instants at which something of it was recorded, the newest first. */
  readonly instants: readonly string[];
  /** The days on which a figure took effect, oldest first. */
  readonly days: readonly string[];
}

/** When something of a budget changed, by whatever was recorded; of the instants the newest `limit`. */
export class MomentsOf extends Query<Moments> {
  constructor(
    readonly budget: BudgetId,
    readonly limit: number,
  ) {
    super();
  }
}

/** Reads the instants of all events, and the days of lines, corrections and executions, from the views. */
@QueryHandler(MomentsOf)
export class MomentsOfHandler implements IQueryHandler<MomentsOf> {
  constructor(private readonly views: Views) {}

  async execute({ budget, limit }: MomentsOf): Promise<Moments> {
    const { db } = this.views;
    const instants = await db
      .selectFrom('audit_trail')
      .select('recorded_at')
      .distinct()
      .where('budget', '=', budget)
      .orderBy('recorded_at', 'desc')
      .limit(limit)
      .execute();
    const ofLines = await db
      .selectFrom('line_revisions')
      .select('effective_on as day')
      .distinct()
      .where('budget', '=', budget)
      .execute();
    // A corrected figure of a document need not be one of a line.
    const ofChanges = await db
      .selectFrom('change_register')
      .select('effective_on as day')
      .distinct()
      .where('budget', '=', budget)
      .execute();
    const ofExecutions = await db
      .selectFrom('executions')
      .select('as_of as day')
      .distinct()
      .where('budget', '=', budget)
      .execute();
    const days = [...ofLines, ...ofChanges, ...ofExecutions].map(({ day }) => day);
    return {
      instants: instants.map(({ recorded_at }) => recorded_at),
      days: [...new Set(days)].toSorted(),
    };
  }
}
