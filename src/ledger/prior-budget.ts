import { budgetId, parseBudgetId, SCOPES, type BudgetId } from '../domain/values/budget-id.js';
import type { PriorYear } from '../domain/budget/budget-command.js';
import type { LineKey } from '../domain/values/line.js';
import type { Views } from '../views/views-database.js';

/** The same agency's budget of the year before: of the same scope, otherwise of the other; null when there is none. */
export const priorBudget = (views: Views, budget: BudgetId): Promise<BudgetId | null> =>
  firstOpened(views, priorCandidates(budget));

/** The ids that the prior budget may have; the first that is opened is it. */
export const priorCandidates = (budget: BudgetId): readonly BudgetId[] => {
  const { agency, fiscalYear, scope } = parseBudgetId(budget);
  const scopes = [scope, ...SCOPES.filter((other) => other !== scope)];
  return scopes.map((each) => budgetId({ agency, fiscalYear: fiscalYear - 1, scope: each }));
};

const firstOpened = async (views: Views, ids: readonly BudgetId[]): Promise<BudgetId | null> => {
  const rows = await views.db
    .selectFrom('budgets')
    .select('budget')
    .where('budget', 'in', ids)
    .execute();
  const known = new Set(rows.map((row) => row.budget));
  return ids.find((id) => known.has(id)) ?? null;
};

/** The budgets whose prior budget this one is. */
export const nextBudgets = async (views: Views, budget: BudgetId): Promise<readonly BudgetId[]> => {
  const { agency, fiscalYear } = parseBudgetId(budget);
  const ids = SCOPES.map((scope) => budgetId({ agency, fiscalYear: fiscalYear + 1, scope }));
  const rows = await views.db
    .selectFrom('budgets')
    .select('budget')
    .where('budget', 'in', ids)
    .execute();
  const found: BudgetId[] = [];
  for (const row of rows)
    if ((await priorBudget(views, row.budget as BudgetId)) === budget)
      found.push(row.budget as BudgetId);
  return found;
};

/** The original budget of the year before, from the views; null when it is not in the ledger. */
export const priorYear = async (views: Views, budget: BudgetId): Promise<PriorYear | null> => {
  const prior = await priorBudget(views, budget);
  if (prior === null) return null;
  const rows = await views.db
    .selectFrom('current_lines')
    .select(['line', 'original'])
    .where('budget', '=', prior)
    .where('discontinued', '=', 0n)
    .execute();
  const { fiscalYear, scope } = parseBudgetId(prior);
  return {
    fiscalYear,
    scope,
    originals: new Map(rows.map(({ line, original }) => [line as LineKey, original])),
  };
};
