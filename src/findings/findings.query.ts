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
    const found = rows.map((row) => ({ row, finding: JSON.parse(row.data) as Finding }));
    const eventOf = await this.eventsOfCells(
      budget,
      found.map(({ row: { document }, finding: { places } }) => ({ document, places })),
    );
    const items = found.map(({ row, finding }): FindingAnswer => {
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

  /** Finds the events that hold the printed cells of findings: of a line that is printed once more, its entry. */
  private async eventsOfCells(
    budget: BudgetId,
    findings: readonly { readonly document: string | null; readonly places: readonly Place[] }[],
  ): Promise<(document: string | null, place: Place) => string | null> {
    const places = findings.flatMap((each) => each.places);
    const documents = distinct(findings.map(({ document }) => document));
    const tables = distinct(places.map(({ table }) => table)).map(BigInt);
    const rows = distinct(places.map(({ row }) => row)).map(BigInt);
    if (documents.length === 0 || tables.length === 0 || rows.length === 0) return () => null;
    const cells = await this.views.db
      .selectFrom('printed_cells as c')
      .innerJoin('audit_trail as t', (join) =>
        join
          .onRef('t.budget', '=', 'c.budget')
          .onRef('t.position', '=', 'c.position')
          .on('t.leg', '=', 0n),
      )
      .select(['c.document', 'c.table_no', 'c.row_no', 'c.column_key'])
      .select(({ fn, selectFrom }) =>
        fn
          .coalesce(
            selectFrom('line_revisions as r')
              .select('r.event')
              .whereRef('r.budget', '=', 'c.budget')
              .whereRef('r.line', '=', 'c.line')
              .whereRef('r.position', '<', 'c.position')
              .where('r.kind', '=', 'original')
              .orderBy('r.position', 'desc')
              .limit(1),
            't.id',
          )
          .as('event'),
      )
      .where('c.budget', '=', budget)
      // Somewhat more than the cells of the places, in a number of values that every engine takes.
      .where('c.document', 'in', documents)
      .where('c.table_no', 'in', tables)
      .where('c.row_no', 'in', rows)
      .execute();
    const events = new Map(
      cells.map(({ document, table_no, row_no, column_key, event }) => [
        `${document} ${table_no} ${row_no} ${column_key}`,
        event,
      ]),
    );
    return (document, { table, row, column }) =>
      events.get(`${document} ${table} ${row} ${column}`) ?? null;
  }
}

const distinct = <T>(values: readonly (T | null)[]): readonly T[] => [
  ...new Set(values.filter((each) => each !== null)),
];

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
