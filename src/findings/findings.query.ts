import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { Finding, Place } from '../domain/events/finding.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { refuseUnreadable } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { FindingAnswer } from './findings.answer.js';

/** The findings of a budget, open and resolved, in the order in which they were raised. */
export class FindingsOf extends Query<Page<FindingAnswer>> {
  constructor(
    readonly budget: BudgetId,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Reads the findings from their view.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete;
 *   `malformed`: `after` is not the `next` of an earlier part.
 */
@QueryHandler(FindingsOf)
export class FindingsOfHandler implements IQueryHandler<FindingsOf> {
  constructor(private readonly views: Views) {}

  async execute({ budget, page }: FindingsOf): Promise<Page<FindingAnswer>> {
    const { db } = this.views;
    await refuseUnreadable(this.views, budget);
    const { limit, after } = page;
    let query = db
      .selectFrom('findings')
      .selectAll()
      .where('budget', '=', budget)
      .orderBy('position')
      .orderBy('finding');
    if (after !== undefined) {
      const [position, finding] = placeIn(after, /^(\d{1,18})-(.+)$/, '42-0');
      query = query.where(({ or, and, eb }) =>
        or([
          eb('position', '>', BigInt(position!)),
          and([eb('position', '=', BigInt(position!)), eb('finding', '>', finding!)]),
        ]),
      );
    }
    if (limit !== undefined) query = query.limit(limit + 1);
    const { items: rows, next } = pageOf(
      await query.execute(),
      page,
      ({ position, finding }) => `${position}-${finding}`,
    );
    const eventOf = await this.eventsOfCells(budget);
    const items = rows.map((row): FindingAnswer => {
      const finding = JSON.parse(row.data) as Finding;
      const resolution = resolutionOf(row);
      return {
        id: row.finding,
        ...finding,
        places: finding.places.map((place) => ({ ...place, event: eventOf(row.document, place) })),
        status: row.status as FindingAnswer['status'],
        resolution,
        ...(resolution && { decision: resolution.decision, reason: resolution.reason }),
      };
    });
    return { items, next };
  }

  /** Finds the event that holds a printed cell of the budget's documents: of a line that is printed once more, its entry. */
  private async eventsOfCells(
    budget: BudgetId,
  ): Promise<(document: string | null, place: Place) => string | null> {
    const cells = await this.views.db
      .selectFrom('printed_cells')
      .innerJoin('audit_trail', (join) =>
        join
          .onRef('audit_trail.budget', '=', 'printed_cells.budget')
          .onRef('audit_trail.position', '=', 'printed_cells.position')
          .on('audit_trail.leg', '=', 0n),
      )
      .select(['document', 'table_no', 'row_no', 'column_key', 'id'])
      .select(['printed_cells.line', 'printed_cells.position'])
      .where('printed_cells.budget', '=', budget)
      .orderBy('printed_cells.position')
      .execute();
    const entered = await this.views.db
      .selectFrom('audit_trail')
      .select(['line', 'id', 'position'])
      .where('budget', '=', budget)
      .where('type', '=', 'LineEntered')
      .orderBy('position')
      .execute();
    const entries = new Map<string | null, string>();
    const events = new Map<string, string>();
    let next = 0;
    for (const { document, table_no, row_no, column_key, id, line, position } of cells) {
      for (; next < entered.length && entered[next]!.position < position; next += 1)
        entries.set(entered[next]!.line, entered[next]!.id);
      const event = (line === null ? undefined : entries.get(line)) ?? id;
      events.set(`${document} ${table_no} ${row_no} ${column_key}`, event);
    }
    return (document, { table, row, column }) =>
      events.get(`${document} ${table} ${row} ${column}`) ?? null;
  }
}

const resolutionOf = ({
  decision,
  reason,
  actor,
  resolved_at: recordedAt,
}: {
  readonly decision: string | null;
  readonly reason: string | null;
  readonly actor: string | null;
  readonly resolved_at: string | null;
}): FindingAnswer['resolution'] =>
  decision === null
    ? null
    : {
        decision: decision as NonNullable<FindingAnswer['decision']>,
        reason: reason ?? '',
        actor: actor ?? '',
        recordedAt: recordedAt ?? '',
      };
