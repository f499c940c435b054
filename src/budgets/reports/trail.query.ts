import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ClaimCell } from '../../domain/events/budget.events.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { Refusal } from '../../domain/errors.js';
import { EventLog } from '../../log/event-log.js';
import { pageOf, placeIn, type PageRequest } from '../../validation/page.js';
import type { ViewsSchema } from '../../views/schema.js';
import { Views } from '../../views/views-database.js';
import type { AsOf } from '../../domain/values/as-of.js';
import { resolveAsOf } from '../as-of/as-of.js';
import type { TrailAnswer, TrailEntry } from './trail.answer.js';

/** A trail, or the part of it that was asked for. */
export interface FoundTrail extends TrailAnswer {
  /** What the following part is asked for with; null when there is none. */
  readonly next: string | null;
}

/** Everything recorded of a budget in log order, an entry for each leg; with `line`, a key or a code, only what changed it. */
export class TrailOf extends Query<FoundTrail> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
    readonly line?: string,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Reads the trail from its view.
 *
 * @throws {Refusal} `not-found`: the budget is not opened, or never had the line; `position-beyond-log`: the log has
 *   not reached the position; `malformed`: `after` is not the `next` of an earlier part.
 */
@QueryHandler(TrailOf)
export class TrailOfHandler implements IQueryHandler<TrailOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf, line, page }: TrailOf): Promise<FoundTrail> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const { limit, after } = page;
    let query = this.views.db
      .selectFrom('audit_trail')
      .selectAll()
      .where('budget', '=', budget)
      .where('position', '<=', bounds.position)
      .orderBy('position')
      .orderBy('leg');
    if (bounds.effective !== null) {
      const { effective } = bounds;
      query = query.where((or) =>
        or.or([or('effective_on', 'is', null), or('effective_on', '<=', effective)]),
      );
    }
    if (after !== undefined) {
      const [position, leg] = placeIn(after, /^(\d{1,18})-(\d{1,9})$/, '42-0').map(BigInt);
      query = query.where(({ or, and, eb }) =>
        or([
          eb('position', '>', position!),
          and([eb('position', '=', position!), eb('leg', '>', leg!)]),
        ]),
      );
    }
    // Whether a row is one of the line is decided below.
    if (limit !== undefined && line === undefined) query = query.limit(limit + 1);
    const rows = (await query.execute()).filter(
      (row) => line === undefined || isOf(row.line, line),
    );
    if (line !== undefined && rows.length === 0) await this.refuseUnknownLine(budget, line);
    const { items, next } = pageOf(rows, page, ({ position, leg }) => `${position}-${leg}`);
    return { budget, entries: items.map(entryOf), asOf: bounds.asOf, next };
  }

  /** A line that is entered later has an empty trail; a line that the budget never had is refused. */
  private async refuseUnknownLine(budget: BudgetId, line: string): Promise<void> {
    const lines = await this.views.db
      .selectFrom('audit_trail')
      .select('line')
      .distinct()
      .where('budget', '=', budget)
      .execute();
    if (!lines.some((row) => isOf(row.line, line)))
      throw new Refusal(
        'not-found',
        `${budget} has no line "${line}": "budgets lines" lists those that it has.`,
      );
  }
}

const entryOf = (row: ViewsSchema['audit_trail']): TrailEntry => ({
  position: String(row.position),
  sequence: Number(row.sequence),
  id: row.id,
  type: row.type,
  recordedAt: row.recorded_at,
  effectiveOn: row.effective_on,
  approvedOn: row.approved_on,
  actor: row.actor,
  line: row.line,
  ...(row.claim === null ? {} : { claim: JSON.parse(row.claim) as ClaimCell }),
  before: row.before,
  delta: row.delta,
  after: row.after,
  reason: row.reason,
  authority: row.authority === null ? null : JSON.parse(row.authority),
  source: row.source === null ? null : JSON.parse(row.source),
  ...(row.after_close === null ? {} : { afterClose: true as const }),
});

/** Whether a line key is the one asked for, or has the code asked for among its dimensions. */
const isOf = (key: string | null, line: string): boolean =>
  key === line || (key?.split('/').includes(line) ?? false);
