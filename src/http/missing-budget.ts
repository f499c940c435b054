import { noSuchBudget, type BudgetId } from '../domain/values/budget-id.js';
import { WrongExpectedVersion } from '../log/event-log.js';

/** A version that no budget has because there is no budget: 404, and not 412. For the `catch` of a change. */
export const orNoSuchBudget =
  (budget: BudgetId) =>
  (error: unknown): never => {
    throw error instanceof WrongExpectedVersion && error.actual < 0 ? noSuchBudget(budget) : error;
  };
