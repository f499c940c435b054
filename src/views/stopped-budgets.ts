import { Refusal } from '../domain/errors.js';
import { noSuchBudget } from '../domain/values/budget-id.js';
import { preparedQuery } from './prepared-query.js';
import type { Views } from './views-database.js';

const stops = preparedQuery((db, values: { readonly budget: string }) =>
  db
    .selectFrom('stopped_budgets')
    .innerJoin('projections', (join) =>
      join
        .onRef('projections.name', '=', 'stopped_budgets.projection')
        .onRef('projections.generation', '=', 'stopped_budgets.generation'),
    )
    .select(['stopped_budgets.projection', 'stopped_budgets.position', 'stopped_budgets.error'])
    .where('stopped_budgets.budget', '=', values.budget)
    .where('projections.state', '=', 'live')
    .orderBy('stopped_budgets.position'),
);

/**
 * For reads of one budget: what the views say of it is incomplete while it is stopped in one of them. Its changes go on,
 * since they are decided on the log.
 *
 * @throws {Refusal} `budget-stopped`: a view has an event of the budget that it cannot apply.
 */
export const refuseStopped = async (views: Views, budget: string): Promise<void> => {
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
