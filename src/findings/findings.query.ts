import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { BudgetId } from '../domain/values/budget-id.js';
import { eachOnce, type Finding, type Place } from '../domain/events/finding.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { EventLog } from '../log/event-log.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { findingsUpTo } from '../views/findings-up-to.js';
import { refuseUnreadable } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { FindingAnswer } from './findings.answer.js';

/** Which findings are asked for, and how. */
export interface FindingsOptions {
  /** In the order in which they were raised; by `weight`, the open ones first, and of those the errors. */
  readonly order?: 'raised' | 'weight';
  /** As they stood when the log had this position: what was raised and decided up to it. */
  readonly position?: bigint | undefined;
}

/** The findings of a budget, open and resolved. */
export class FindingsOf extends Query<Page<FindingAnswer>> {
  constructor(
    readonly budget: BudgetId,
    readonly page: PageRequest = {},
    readonly options: FindingsOptions = {},
  ) {
    super();
  }
}

/**
 * Reads the findings from their view.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete;
 *   `malformed`: `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(FindingsOf)
export class FindingsOfHandler implements IQueryHandler<FindingsOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, page, options }: FindingsOf): Promise<Page<FindingAnswer>> {
    const { order = 'raised', position: asked } = options;
    await refuseFutureQuestion(this.views, this.log, { position: asked });
    await refuseUnreadable(this.views, budget);
    const { limit, after } = page;
    const weight = order === 'raised' ? sql<bigint>`0` : WEIGHT;
    let query = findingsUpTo(this.views, asked)
      .select(['r.finding', 'r.position', 'r.document', 'r.data'])
      .select(['d.decision', 'd.reason', 'd.actor', 'd.recorded_at'])
      .select(weight.as('weight'))
      .where('r.budget', '=', budget)
      .orderBy('weight')
      .orderBy('r.position')
      .orderBy('r.finding');
    if (after !== undefined) {
      const [heavier, position, finding] =
        order === 'raised'
          ? ['0', ...placeIn(after, /^(\d{1,18})-(.+)$/, '42-0')]
          : placeIn(after, /^(\d)-(\d{1,18})-(.+)$/, '1-42-0');
      const at = [BigInt(heavier!), BigInt(position!), finding!] as const;
      query = query.where(
        sql<boolean>`(${weight}, r.position, r.finding) > (${at[0]}, ${at[1]}, ${at[2]})`,
      );
    }
    if (limit !== undefined) query = query.limit(limit + 1);
    const { items: rows, next } = pageOf(await query.execute(), page, (last) =>
      [...(order === 'raised' ? [] : [last.weight]), last.position, last.finding].join('-'),
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
        document: row.document,
        ...finding,
        // Older findings have a place as often as it prints a figure.
        places: eachOnce(finding.places).map((place) => ({
          ...place,
          event: eventOf(row.document, place),
        })),
        status: resolution === null ? 'open' : 'resolved',
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
        join.onRef('t.budget', '=', 'c.budget').onRef('t.position', '=', 'c.position'),
      )
      .select(['c.document', 'c.table_no', 'c.row_no', 'c.column_key'])
      .select(({ fn, selectFrom }) =>
        fn
          .coalesce(
            selectFrom('line_revisions as r')
              .innerJoin('audit_trail as e', (join) =>
                join.onRef('e.budget', '=', 'r.budget').onRef('e.position', '=', 'r.position'),
              )
              .select('e.id')
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

/** The place of a finding in the order by weight. */
const WEIGHT = sql<bigint>`case when d.decision is not null then 3 when r.severity = 'error' then 0 when r.severity = 'warning' then 1 else 2 end`;

const distinct = <T>(values: readonly (T | null)[]): readonly T[] => [
  ...new Set(values.filter((each) => each !== null)),
];

const resolutionOf = ({
  decision,
  reason,
  actor,
  recorded_at: recordedAt,
}: {
  readonly decision: string | null;
  readonly reason: string | null;
  readonly actor: string | null;
  readonly recorded_at: string | null;
}): FindingAnswer['resolution'] =>
  decision === null
    ? null
    : {
        decision: decision as NonNullable<FindingAnswer['decision']>,
        reason: reason ?? '',
        actor: actor ?? '',
        recordedAt: recordedAt ?? '',
      };
