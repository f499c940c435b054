import { noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import { WrongExpectedVersion } from '../log/event-log.js';

/** For the `catch` of a change: a wrong version of a budget that does not exist is 404, and not 412. */
export const orNoSuchBudget =
  (budget: BudgetId) =>
  (error: unknown): never => {
    throw error instanceof WrongExpectedVersion && error.actual < 0 ? noSuchBudget(budget) : error;
  };
