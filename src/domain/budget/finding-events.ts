import type { FindingRaised, FindingResolved } from '../events/budget.events.js';

/** Withdraws the findings of the ledger's own that hold again, and raises those that fail now. */
export const heldAndFailing = (
  held: readonly string[],
  failing: readonly FindingRaised['data'][],
): readonly (FindingRaised | FindingResolved)[] => [
  ...held.map((finding): FindingResolved => ({
    type: 'FindingResolved',
    data: {
      finding,
      decision: 'no-longer-holds',
      reason: 'What was recorded since makes the rule hold.',
    },
  })),
  ...failing.map((data): FindingRaised => ({ type: 'FindingRaised', data })),
];
