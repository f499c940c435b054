import { sql } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { legsIn } from '../../domain/events/packed-amendment.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { CivilDate } from '../../domain/values/civil-date.js';
import type { Schedule } from '../../domain/values/line.js';
import { toFen, type Fen } from '../../domain/values/money.js';
import type { Views } from '../../views/views-database.js';
import { LAST_DAY } from '../as-of/lines-as-of.js';

/** How many budgets one query sums. Between two queries other requests are answered. */
const BUDGETS_AT_A_TIME = 200;

/** What counts of the budgets. */
export interface Counted {
  readonly budgets: readonly BudgetId[];
  readonly schedule: Schedule;
  readonly position: bigint;
  /** The latest effective day that counts; null when all count. */
  readonly effective: CivilDate | null;
  /** Only lines of the schedule whose code begins with these digits. */
  readonly code?: string | undefined;
}

/** Whether a line of the schedule counts. Only the key of an economic line has no fund before its code. */
export const isCounted = ({ schedule, code = '' }: Counted, line: string): boolean =>
  line.split('/')[schedule === 'economic' ? 1 : 2]!.startsWith(code);

/** By what a query groups. Grouped as coarsely as the answer needs, the rows do not grow with the budgets. */
export type Grouping = 'line' | 'budget' | 'none';

/** A sum of revisions of one kind; `key` is the line or the budget that the query groups by, otherwise ''. */
export interface RevisionSum {
  readonly key: string;
  readonly kind: string;
  readonly fen: Fen;
}

/** The sums of the revisions that count. */
export const revisionSums = (
  views: Views,
  { budgets, schedule, position, effective, code }: Counted,
  grouping: Grouping,
): Promise<readonly RevisionSum[]> => {
  const key = { line: sql.ref('line'), budget: sql.ref('budget'), none: sql`''` }[grouping];
  return inParts(budgets, async (part) => {
    const { rows } = await sql<RevisionSum>`
      select ${key} as "key", kind, sum(delta) as fen
      from line_revisions
      where budget in (${sql.join(part)}) and line >= ${`${schedule}/`} and line < ${`${schedule}0`}
        and position <= ${position} and effective_on <= ${effective ?? LAST_DAY}
        and ${code === undefined ? sql`1 = 1` : sql`line like ${`${schedule}/${schedule === 'economic' ? '' : '%/'}${code}%`}`}
      group by ${grouping === 'none' ? sql`kind` : sql`${key}, kind`}`.execute(views.db);
    return rows;
  });
};

/** A figure of a function's item or of a budget. */
export interface KeyedSum {
  readonly key: string;
  readonly fen: Fen;
}

/** What is spent (执行数), by the figures that count: see `executedFigures`. */
export const executedSums = (
  views: Views,
  { budgets, position, effective, code }: Counted,
  grouping: 'function' | 'budget',
): Promise<readonly KeyedSum[]> =>
  inParts(budgets, async (part) => {
    const { rows } = await sql<KeyedSum>`
      select ${sql.ref(grouping)} as "key", sum(amount) as fen
      from (
        select budget, function, amount, expenditure, name,
          max(case when expenditure is null then place end) over item as whole,
          max(case when expenditure = 'basic' then place end) over item as basic,
          max(case when expenditure = 'project' then place end) over item as project,
          max(case when expenditure = 'project' and name is null then place end) over item as unnamed,
          max(case when expenditure = 'project' and name is null then amount end) over item as unnamed_fen,
          max(case when expenditure = 'project' and name is not null then place end) over item as named,
          sum(case when expenditure = 'project' and name is not null then amount end) over item as named_fen
        from (
          select budget, function, amount, expenditure, project as name,
            row_number() over (
              partition by budget, function, expenditure, project
              order by as_of desc, position desc, figure desc) as age,
            row_number() over (
              partition by budget, function order by as_of, position, figure) as place
          from executions
          where budget in (${sql.join(part)}) and position <= ${position}
            and as_of <= ${effective ?? LAST_DAY}) as placed
        where age = 1
        window item as (partition by budget, function)) as figures
      where function like ${`${code ?? ''}%`} and (expenditure is not null) =
        (whole is null or (coalesce(basic, 0) > whole and coalesce(project, 0) > whole))
        and (expenditure is null or expenditure <> 'project' or unnamed is null or named is null
          or (name is not null) = (named > unnamed and named_fen >= unnamed_fen))
      group by ${sql.ref(grouping)}`.execute(views.db);
    return rows;
  });

/** What is proposed and not decided: a leg of the schedule, with its budget and its kind. */
export const pendingSums = (
  views: Views,
  counted: Counted,
): Promise<
  readonly {
    readonly budget: string;
    readonly amendment: string;
    readonly kind: string;
    readonly line: string;
    readonly fen: Fen;
  }[]
> => {
  const { budgets, schedule, position } = counted;
  return inParts(budgets, async (part) => {
    const rows = await views.db
      .selectFrom('amendments')
      .select(['budget', 'amendment', 'kind', 'legs'])
      .where('budget', 'in', part)
      .where('proposed_position', '<=', position)
      .where(({ or, eb }) =>
        or([eb('ended_position', 'is', null), eb('ended_position', '>', position)]),
      )
      .execute();
    return rows.flatMap(({ budget, amendment, kind, legs }) =>
      legsIn(legs)
        .filter((leg) => leg.schedule === schedule && isCounted(counted, leg.key))
        .map(({ key, delta }) => ({ budget, amendment, kind, line: key, fen: toFen(delta) })),
    );
  });
};

/** What has left these budgets within the bounds and arrived nowhere: a sum of amounts that leaves it out is too low. */
export const inTransitFen = async (
  views: Views,
  { budgets, position, effective }: Omit<Counted, 'schedule'>,
): Promise<Fen> => {
  const day = effective ?? LAST_DAY;
  let query = views.db
    .selectFrom('transfers as t')
    .innerJoin('amendments as given', (join) =>
      join.onRef('given.budget', '=', 't.giver').onRef('given.amendment', '=', 't.amendment'),
    )
    // The receiving side is recorded without a proposal of its own.
    .leftJoin('amendments as received', (join) =>
      join
        .onRef('received.budget', '=', 't.receiver')
        .onRef('received.proposed_position', '=', 't.received_position'),
    )
    .select(['t.giver', 't.amount'])
    .where('t.given_position', '<=', position)
    .where('given.effective_on', '<=', day)
    .where(({ or, eb }) =>
      or([eb('t.returned_position', 'is', null), eb('t.returned_position', '>', position)]),
    )
    .where(({ or, eb }) =>
      or([
        eb('t.received_position', 'is', null),
        eb('t.received_position', '>', position),
        eb('received.effective_on', '>', day),
      ]),
    );
  // What had arrived counts as in transit on a day before it took effect there, and then alone.
  if (effective === null)
    query = query.where(({ or, eb }) =>
      or([eb('t.ended_position', 'is', null), eb('t.ended_position', '>', position)]),
    );
  const rows = await query.execute();
  const givers = new Set<string | null>(budgets);
  return rows.reduce((sum, { giver, amount }) => (givers.has(giver) ? sum + amount! : sum), 0n);
};

/** Of the budgets, those that have had a link to a line of the year before, within the bounds. */
export const linkedBudgets = (
  views: Views,
  counted: Pick<Counted, 'budgets' | 'position'>,
): Promise<readonly BudgetId[]> => budgetsIn(views, 'line_links', counted);

/** Of the budgets, those for which something is recorded as spent. */
export const executedBudgets = async (
  views: Views,
  counted: Pick<Counted, 'budgets' | 'position'>,
): Promise<ReadonlySet<string>> => new Set(await budgetsIn(views, 'executions', counted));

/** Of the budgets, those that have a row in a view within the bounds. */
const budgetsIn = async (
  views: Views,
  view: 'executions' | 'line_links',
  { budgets, position }: Pick<Counted, 'budgets' | 'position'>,
): Promise<readonly BudgetId[]> => {
  const rows = await inParts(budgets, (part) =>
    views.db
      .selectFrom(view)
      .select('budget')
      .distinct()
      .where('budget', 'in', part)
      .where('position', '<=', position)
      .execute(),
  );
  return rows.map(({ budget }) => budget as BudgetId);
};

/** The rows of one query for each part of the budgets. */
const inParts = async <Row>(
  budgets: readonly BudgetId[],
  rowsOf: (part: readonly BudgetId[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (let from = 0; from < budgets.length; from += BUDGETS_AT_A_TIME) {
    if (from > 0) await setImmediate();
    rows.push(...(await rowsOf(budgets.slice(from, from + BUDGETS_AT_A_TIME))));
  }
  return rows;
};
