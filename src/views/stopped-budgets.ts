import type { Kysely } from 'kysely';
import { Refusal } from '../domain/errors.js';
import { isBudgetId, noSuchBudget } from '../domain/values/budget-id.js';
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

const anyStop = async (db: Kysely<ViewsSchema>): Promise<boolean> =>
  (await allStops(db, {})).length > 0;

/**
 * For reads of one budget: what the views say of it is incomplete while it is stopped in one of them. Its changes go on,
 * since they are decided on the log.
 *
 * @throws {Refusal} `budget-stopped`: a view has an event of the budget that it cannot apply.
 */
export const refuseStopped = async (views: Views, budget: string): Promise<void> => {
  if (!(await views.once(anyStop))) return;
  const [stop] = await stops(views.db, { budget });
  if (!stop) return;
  const { projection, error } = stop;
  const position = String(stop.position);
  throw new Refusal(
    'budget-stopped',
    `The view ${projection} cannot apply the event of ${budget} at position ${position} (${error}), so that nothing complete can be said of this budget: remove the cause, then resume it with budget-ledger projector retry.`,
    { budget, projection, position },
  );
};

/**
 * The budgets that are stopped in a view, for lists over many budgets: what a list says of them is not complete, and the views may
 * have no row of one that stopped at its first event.
 */
export const stoppedBudgets = async (views: Views): Promise<ReadonlySet<string>> =>
  (await views.once(anyStop))
    ? // An agency may be stopped too.
      new Set((await allStops(views.db, {})).map(({ budget }) => budget).filter(isBudgetId))
    : new Set();

/** The mark of an entry of a list over many budgets: nothing complete can be said of its budget. */
export const stoppedMark = (
  stopped: ReadonlySet<string>,
  budget: string,
): { readonly stopped?: true } => (stopped.has(budget) ? { stopped: true } : {});

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
