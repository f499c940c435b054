import { Refusal } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import { amountsInYuan } from '../values/money.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { refuseClosed } from '../budget/guards.js';

/**
 * Records what was spent up to a date.
 *
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} `malformed`: there are no figures.
 */
export const recordExecution = (
  { asOf, status, figures }: CommandOf<'RecordExecution'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  if (figures.length === 0) throw new Refusal('malformed', 'An execution has at least one figure.');
  return [{ type: 'ExecutionRecorded', data: { asOf, status, figures: amountsInYuan(figures) } }];
};

/**
 * Closes the year: only corrections may follow. Closing it again on the same date is no change.
 *
 * @throws {Refusal} `year-closed`: the year was closed on another date.
 * @throws {Refusal} `amendments-pending`: an amendment is proposed and not decided.
 */
export const closeYear = (
  { on }: CommandOf<'CloseYear'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  if (budget.closedOn === on) return [];
  refuseClosed(budget);
  const amendments = [...budget.amendments]
    .filter(([, { status }]) => status === 'proposed')
    .map(([id]) => id);
  if (amendments.length > 0)
    throw new Refusal(
      'amendments-pending',
      `${amendments.length} amendments are proposed and not decided: approve, reject or withdraw them before the close.`,
      { amendments },
    );
  return [{ type: 'YearClosed', data: { on } }];
};
