import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { POSITION_MAX } from '../domain/values/as-of.js';
import { noSuchBudget, type Scope } from '../domain/values/budget-id.js';
import type { Schedule } from '../domain/values/line.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { EventLog } from '../log/event-log.js';
import { findingsUpTo } from '../views/findings-up-to.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { stoppedBudgets, stoppedMark } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { BudgetAnswer } from './budgets.answer.js';
import { namedBudget, namedBudgets, namedBudgetsWithoutRow, namesAt } from './named-budgets.js';

/** Which budgets are asked for; what is not given is not restricted. */
export interface BudgetFilter {
  readonly budget?: string | undefined;
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  readonly scope?: Scope | undefined;
  readonly reconciled?: boolean | undefined;
  /** By what was recorded when the log had this position. */
  readonly position?: bigint | undefined;
}

/** The budgets of the ledger, in the order of their ids. */
export class ListBudgets extends Query<Page<BudgetAnswer>> {
  constructor(
    readonly filter: BudgetFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** What keeps a budget from being reconciled: its open findings, and expenditure beside which no revenue is recorded. */
const openPoints = sql<bigint>`(
    select count(*) from findings f
    where f.budget = budgets.budget and f.status = 'open' and f.severity <> 'info')
  + (case when exists (
      select 1 from current_lines l where l.budget = budgets.budget and l.schedule = 'expenditure')
    and not exists (
      select 1 from current_lines l where l.budget = budgets.budget and l.schedule = 'revenue')
    then 1 else 0 end)`;

/** Whether a revision `l` is of a schedule, with which its key begins: a range of the primary key. */
const isOf = (schedule: Schedule) =>
  sql`l.line >= ${`${schedule}/`} and l.line < ${`${schedule}0`}`;

/** The same by what was recorded up to a position. */
const openPointsAt = (views: Views, position: bigint) => sql<bigint>`(${findingsUpTo(
  views,
  position,
)
  .select(({ fn }) => fn.countAll<bigint>().as('count'))
  .where('r.budget', '=', sql.ref<string>('budgets.budget'))
  .where('r.severity', '<>', 'info')
  .where('d.decision', 'is', null)})
  + (case when exists (
      select 1 from line_revisions l where l.budget = budgets.budget and l.position <= ${position}
        and ${isOf('expenditure')})
    and not exists (
      select 1 from line_revisions l where l.budget = budgets.budget and l.position <= ${position}
        and ${isOf('revenue')})
    then 1 else 0 end)`;

const versionAt = (position: bigint) => sql<bigint>`(
    select version from audit_trail t where t.budget = budgets.budget and t.position <= ${position}
    order by position desc limit 1)`;

/**
 * Reads the budgets from the views. A budget that is stopped in a view is marked, and never reconciled; one
 * that stopped at its first event has version 0.
 *
 * @throws {Refusal} `not-found`: the one budget that is asked for is not opened; `malformed`: `after` is not the `next` of
 *   an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(ListBudgets)
export class ListBudgetsHandler implements IQueryHandler<ListBudgets> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ filter, page }: ListBudgets): Promise<Page<BudgetAnswer>> {
    const { budget, agency, year, scope, reconciled, position } = filter;
    await refuseFutureQuestion(this.views, this.log, { position });
    const { limit, after } = page;
    const stopped = await stoppedBudgets(this.views);
    const unknown = [...stopped];
    const open = position === undefined ? openPoints : openPointsAt(this.views, position);
    let query = namedBudgets(this.views, await namesAt(this.views, this.log, position)).select([
      versionAt(position ?? POSITION_MAX).as('version'),
      open.as('open'),
    ]);
    if (position !== undefined) query = query.where('opened_position', '<=', position);
    if (budget !== undefined) query = query.where('budget', '=', budget);
    if (agency !== undefined) query = query.where('agency', '=', agency);
    if (year !== undefined) query = query.where('fiscal_year', '=', BigInt(year));
    if (scope !== undefined) query = query.where('scope', '=', scope);
    if (reconciled === true) {
      query = query.where(open, '=', 0n);
      if (unknown.length > 0) query = query.where('budget', 'not in', unknown);
    }
    if (reconciled === false)
      query = query.where(({ or, eb }) =>
        or([eb(open, '>', 0n), ...(unknown.length > 0 ? [eb('budget', 'in', unknown)] : [])]),
      );
    const place = after === undefined ? '' : placeIn(after, PLACE, 'baoshan-2022-unit')[0]!;
    if (after !== undefined) query = query.where('budget', '>', place);
    if (limit !== undefined) query = query.limit(limit + 1);
    const rows = await query.execute();
    const withoutRow = (await namedBudgetsWithoutRow(this.views)).filter(
      (each) =>
        (budget === undefined || each.budget === budget) &&
        (agency === undefined || each.agency.code === agency) &&
        (year === undefined || each.fiscalYear === year) &&
        (scope === undefined || each.scope === scope) &&
        reconciled !== true &&
        each.budget > place,
    );
    if (budget !== undefined && rows.length + withoutRow.length === 0) throw noSuchBudget(budget);
    const found = [
      ...rows.map((row) => ({
        ...namedBudget(row),
        version: Number(row.version),
        reconciled: row.open === 0n && !stopped.has(row.budget),
        ...stoppedMark(stopped, row.budget),
      })),
      ...withoutRow.map((each) => ({
        ...each,
        version: 0,
        reconciled: false,
        stopped: true as const,
      })),
    ].toSorted((a, b) => (a.budget < b.budget ? -1 : 1));
    return pageOf(found, page, (last) => last.budget);
  }
}

const PLACE = /^([a-z0-9_]+-\d{4}-(?:department|unit))$/;
