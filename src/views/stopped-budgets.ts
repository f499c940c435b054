import type { Kysely } from 'kysely';
import { seen } from '../access/access.js';
import { Refusal } from '../domain/errors.js';
import {
  agencyStream,
  isBudgetId,
  noSuchBudget,
  parseBudgetId,
} from '../domain/values/budget-id.js';
import { preparedQuery } from './prepared-query.js';
import type { ViewsSchema } from './schema.js';
import type { Views } from './views-database.js';

const ofLiveViews = (db: Kysely<ViewsSchema>) =>
  db
    .selectFrom('stopped_budgets')
    .innerJoin('projections', (join) =>
      join
        .onRef('projections.name', '=', 'stopped_budgets.projection')
        .onRef('projections.generation', '=', 'stopped_budgets.generation'),
    )
    .where('projections.state', '=', 'live');

const stops = preparedQuery((db, values: { readonly budget: string }) =>
  ofLiveViews(db)
    .select(['stopped_budgets.projection', 'stopped_budgets.position', 'stopped_budgets.error'])
    .where('stopped_budgets.budget', '=', values.budget)
    .orderBy('stopped_budgets.position'),
);

const allStops = preparedQuery((db) => ofLiveViews(db).select('stopped_budgets.budget').distinct());

const everyKey = async (db: Kysely<ViewsSchema>): Promise<readonly string[]> =>
  (await allStops(db, {})).map(({ budget }) => budget);

/**
 * For reads of one budget: what the views say of it is incomplete while it is stopped in one of them. Its changes go on,
 * since they are decided on the log.
 *
 * @throws {Refusal} `budget-stopped`: a view has an event of the budget that it cannot apply.
 */
export const refuseStopped = async (views: Views, budget: string): Promise<void> => {
  if ((await stopKeys(views)).length > 0) await refuseStoppedNow(views, budget);
};

/**
 * As {@link refuseStopped}, and the views are asked again, for what is kept after it: another process may have committed since.
 *
 * @throws {Refusal} as {@link refuseStopped}.
 */
export const refuseStoppedNow = async (views: Views, budget: string): Promise<void> => {
  const [stop] = await stops(views.db, { budget });
  if (!stop) return;
  const { projection, error } = stop;
  const position = String(stop.position);
  throw new Refusal(
    'budget-stopped',
    `The view ${projection} cannot apply the event of ${budget} at position ${position} (${error}), so that nothing complete can be said of this budget: the operator removes the cause, and resumes it with budget-ledger projector retry.`,
    { budget, projection, position },
  );
};

/**
 * The budgets that are stopped in a view, for lists over many budgets: what a list says of them is not complete, and the views may
 * have no row of one that stopped at its first event.
 */
export const stoppedBudgets = async (views: Views): Promise<ReadonlySet<string>> =>
  new Set((await stopKeys(views)).filter(isBudgetId));

/** The codes of the agencies whose own streams are stopped in a view, for lists of agencies; as {@link stoppedBudgets}. */
export const stoppedAgencies = async (views: Views): Promise<ReadonlySet<string>> =>
  new Set(
    (await stopKeys(views))
      .filter((key) => key.startsWith(AGENCY))
      .map((key) => key.slice(AGENCY.length)),
  );

const AGENCY = agencyStream('');

/** The ids of budgets and the streams of agencies that are stopped in a view, as far as the caller sees them. */
const stopKeys = async (views: Views): Promise<readonly string[]> => {
  const keys = await views.once(everyKey);
  const reach = seen();
  return reach === undefined
    ? keys
    : keys.filter((key) => (isBudgetId(key) ? reach.has(key) : reach.hasStream(key)));
};

/**
 * Of {@link stoppedBudgets}, those of which the views have no row, since they stopped at their first event: as their ids name them, in
 * the order of the ids. A list over many budgets that is read from `budgets` adds them, so that it leaves none out without a word.
 */
export const budgetsWithoutRow = async (
  views: Views,
): Promise<readonly ReturnType<typeof parseBudgetId>[]> => {
  const stopped = [...(await stoppedBudgets(views))];
  if (stopped.length === 0) return [];
  const rows = await views.db
    .selectFrom('budgets')
    .select('budget')
    .where('budget', 'in', stopped)
    .execute();
  const known = new Set(rows.map(({ budget }) => budget));
  return stopped
    .filter((budget) => !known.has(budget))
    .toSorted()
    .map(parseBudgetId);
};

/** The mark of an entry of a list over many budgets or agencies: nothing complete can be said of its budget, or of the agency. */
export const stoppedMark = (
  stopped: ReadonlySet<string>,
  id: string,
): { readonly stopped?: true } => (stopped.has(id) ? { stopped: true } : {});

/**
 * For reads of one budget that answer an empty list where nothing is recorded.
 *
 * @throws {Refusal} `budget-stopped`: as {@link refuseStopped}; `not-found`: the budget is not opened.
 */
export const refuseUnreadable = async (views: Views, budget: string): Promise<void> => {
  await refuseStopped(views, budget);
  const known = await views.db
    .selectFrom('budgets')
    .select('budget')
    .where('budget', '=', budget)
    .executeTakeFirst();
  if (!known) throw noSuchBudget(budget);
};
