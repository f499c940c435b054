import { Refusal } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';

/**
 * Records what a person decides about a finding.
 *
 * @throws {Refusal} `not-found`: the budget has no such finding.
 * @throws {Refusal} `finding-resolved`: the finding is not open.
 */
export const resolveFinding = (
  { finding, decision, reason }: CommandOf<'ResolveFinding'>,
  { findings }: OpenedBudget,
): readonly BudgetEvent[] => {
  const status = findings.get(finding);
  if (status === undefined)
    throw new Refusal('not-found', `There is no finding ${finding} of this budget.`);
  if (status !== 'open')
    throw new Refusal('finding-resolved', `The finding ${finding} is resolved already.`);
  return [{ type: 'FindingResolved', data: { finding, decision, reason } }];
};
