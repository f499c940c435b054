import type { Authority, BudgetEvent } from '../events/budget.events.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { refuseClosed, refuseFuture, refuseWithoutAuthority } from '../budget/guards.js';

/**
 * Records the 批复 of the original budget (Budget Law, article 52). The same approval again is no change; another one replaces
 * it, and both stay in the trail.
 *
 * @throws {Refusal} `authority-missing`: the approval names no document.
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} `date-in-future`: the day of approval is still to come.
 */
export const approveBudget = (
  { authority, approvedOn, actor, today }: CommandOf<'ApproveBudget'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseWithoutAuthority(authority);
  const { approval } = budget;
  if (approval?.approvedOn === approvedOn && isSameAuthority(approval.authority, authority))
    return [];
  refuseClosed(budget);
  refuseFuture('the day of approval', approvedOn, today);
  return [{ type: 'BudgetApproved', data: { approvedOn, authority, approver: actor } }];
};

/** Field by field: a recorded authority has its keys in another order. */
const isSameAuthority = (one: Authority, other: Authority): boolean =>
  one.number === other.number && one.title === other.title && one.issuer === other.issuer;
