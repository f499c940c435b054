import type { BudgetEvent, FindingRaised, FindingResolved } from '../events/budget.events.js';
import { DECISIONS } from '../events/finding.js';
import { isOneOf } from '../values/line.js';

/** `withdrawn`: the ledger ended it, because its rule holds again or a newer document superseded its own. */
export type FindingStatus = 'open' | 'resolved' | 'withdrawn';

/** A finding as it was raised last, and what has become of it. */
export interface FindingState {
  readonly raised: FindingRaised['data'];
  /** The newest decision about it; null while it is open. */
  readonly decided: FindingResolved['data'] | null;
}

/** The figures of a finding as one text: a person decides about these, and other figures are a new finding. */
export const figuresOf = ({ printed, expected, difference }: FindingRaised['data']): string =>
  JSON.stringify([printed, expected, difference]);

/** What has become of a finding. */
export const findingStatus = ({ decided }: FindingState): FindingStatus => {
  if (decided === null) return 'open';
  return isOneOf(DECISIONS, decided.decision) ? 'resolved' : 'withdrawn';
};

/** Notes what an event says of findings. */
export const noteFinding = (
  findings: Map<string, FindingState>,
  { type, data }: BudgetEvent,
): void => {
  if (type === 'FindingRaised') findings.set(data.finding, { raised: data, decided: null });
  if (type !== 'FindingResolved') return;
  const known = findings.get(data.finding);
  if (known) findings.set(data.finding, { ...known, decided: data });
};

/** The findings of a budget by their ids. */
export type Findings = ReadonlyMap<string, FindingState>;

/** Withdraws findings whose rules hold again, and raises new ones. */
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
