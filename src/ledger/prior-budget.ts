import { unlimited } from '../access/access.js';
import { budgetId, parseBudgetId, SCOPES, type BudgetId } from '../domain/values/budget-id.js';
import type { PriorYear } from '../domain/budget/budget-command.js';
import { OriginalsOfBudget } from '../domain/budget/year-over-year.js';
import type { Recorder } from './recorder.js';

/** The ids that the prior budget may have: of the same scope, then of the other; the first that is opened is it. */
export const priorCandidates = (budget: BudgetId): readonly BudgetId[] => neighbours(budget, -1);

/** The ids that budgets may have whose prior budget this one is. */
export const nextCandidates = (budget: BudgetId): readonly BudgetId[] => neighbours(budget, 1);

/** The budget of the year before, with the id of the newest event that changed its lines. */
interface PriorYearInLog extends PriorYear {
  readonly changedBy: string | undefined;
}

/**
 * The original budget of the year before, from its stream: of the same scope, otherwise of the other; null when there is none. Its
 * amounts are those that it has whenever they are asked for: what is derived from them is then as new as can be.
 */
export const priorYear = async (
  recorder: Recorder,
  budget: BudgetId,
): Promise<PriorYearInLog | null> => {
  for (const prior of priorCandidates(budget)) {
    const { fiscalYear, scope } = parseBudgetId(prior);
    const found = await originalsIn(recorder, prior);
    if (found !== null) return { fiscalYear, scope, ...found };
  }
  return null;
};

/** Of a unit's budget the original budget of its department, the same agency's of the same year; null when there is none. */
export const departmentOf = (
  recorder: Recorder,
  budget: BudgetId,
): Promise<Pick<PriorYearInLog, 'originals' | 'changedBy'> | null> => {
  const { scope, ...name } = parseBudgetId(budget);
  if (scope === 'department') return Promise.resolve(null);
  return originalsIn(recorder, budgetId({ ...name, scope: 'department' }));
};

/** The lines of a budget, which the caller may not see; null while it is not opened. */
const originalsIn = (
  recorder: Recorder,
  budget: BudgetId,
): Promise<Pick<PriorYearInLog, 'originals' | 'changedBy'> | null> =>
  unlimited(() =>
    recorder.look(budget, (current) =>
      current.status === 'unopened'
        ? null
        : {
            originals: new OriginalsOfBudget(current.figures),
            changedBy: current.linesChangedBy,
          },
    ),
  );

/** The budget of the unit that a department's budget contains, whether it is opened or not. */
export const unitsOf = (budget: BudgetId): readonly BudgetId[] => {
  const { scope, ...name } = parseBudgetId(budget);
  return scope === 'unit' ? [] : [budgetId({ ...name, scope: 'unit' })];
};

/** The opened budgets whose prior budget this one is, or will be once it is opened, by their streams. */
export const nextBudgets = async (
  recorder: Recorder,
  budget: BudgetId,
): Promise<readonly BudgetId[]> => {
  const candidates = nextCandidates(budget);
  const asked = new Set([...candidates, ...candidates.flatMap(priorCandidates)]);
  // At the same time: each is a question to the log's server, where it is on one.
  const open = new Map(
    await Promise.all(
      [...asked].map(async (id): Promise<[BudgetId, boolean]> => [
        id,
        id === budget || (await recorder.look(id, ({ status }) => status !== 'unopened')),
      ]),
    ),
  );
  return candidates.filter(
    (next) => open.get(next)! && priorCandidates(next).find((prior) => open.get(prior)!) === budget,
  );
};

/** The same agency's budgets of another year: that of the same scope first. */
const neighbours = (budget: BudgetId, years: number): readonly BudgetId[] => {
  const { agency, fiscalYear, scope } = parseBudgetId(budget);
  return [scope, ...SCOPES.filter((other) => other !== scope)].map((each) =>
    budgetId({ agency, fiscalYear: fiscalYear + years, scope: each }),
  );
};
