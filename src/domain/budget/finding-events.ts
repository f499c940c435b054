import type { FindingRaised, FindingResolved } from '../events/budget.events.js';
import type { OpenedBudget } from './budget-state.js';

/** Withdraws findings of the ledger whose rules hold again, and raises new ones. */
export const withdrawAndRaise = (
  withdrawn: readonly string[],
  raised: readonly FindingRaised['data'][],
): readonly (FindingRaised | FindingResolved)[] => [
  ...withdrawn.map((finding): FindingResolved => ({
    type: 'FindingResolved',
    data: {
      finding,
      decision: 'no-longer-holds',
      reason: 'What was recorded since makes the rule hold.',
    },
  })),
  ...raised.map((data): FindingRaised => ({ type: 'FindingRaised', data })),
];

/**
 * The events about findings that follow from a check of all lines: withdraws the open ones that are not among `failing`
 * any more, and raises those that are neither open nor `known` from before the change.
 */
export const findingsAfter = (
  { openChecks }: OpenedBudget,
  failing: readonly FindingRaised['data'][],
  known: ReadonlySet<string> = new Set(),
): readonly (FindingRaised | FindingResolved)[] => {
  const still = new Set(failing.map(({ finding }) => finding));
  return withdrawAndRaise(
    [...openChecks].filter((finding) => !still.has(finding)),
    failing.filter(({ finding }) => !openChecks.has(finding) && !known.has(finding)),
  );
};
