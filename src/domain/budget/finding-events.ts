import type { BudgetEvent, FindingRaised, FindingResolved } from '../events/budget.events.js';
import type { Check } from './budget-command.js';
import { BudgetFigures } from './budget-figures.js';
import type { Budget } from './budget-state.js';
import {
  figuresOf,
  FindingStates,
  findingStatus,
  withdrawAndRaise,
  type FindingState,
} from './finding-state.js';

/** Ends the open findings of the documents that a newer one supersedes. */
export const supersedeFindings = (budget: Budget): readonly FindingResolved[] =>
  [...statesOf(budget).all]
    .filter(([, state]) => findingStatus(state) === 'open' && state.raised.document !== null)
    .map(([finding]) => ({
      type: 'FindingResolved',
      data: {
        finding,
        decision: 'superseded',
        reason: 'A newer document of the budget takes the place of the one that it is about.',
      },
    }));

/** The findings of a budget once the events are recorded. */
export const findingsAfter = (budget: Budget, events: readonly BudgetEvent[]): FindingStates =>
  statesOf(budget).after(events);

/**
 * Adds to events what they do to findings. All are judged anew, by figures as corrected: an open one whose rule holds again
 * is withdrawn; one whose rule does not hold is raised, and raised again when its figures change. What a person decided
 * stays for the figures that it was decided about.
 *
 * What the newest document contradicts by its print alone is left to the findings that it was recorded with.
 */
export const withFindings = (
  events: readonly BudgetEvent[],
  budget: Budget,
  check: Check,
): readonly BudgetEvent[] => {
  const before = budget.status === 'open' ? budget.figures : new BudgetFigures();
  // Nothing but the print of a first document: its own findings say what there is to say.
  const isFirst =
    before.lines.size === 0 && events.some(({ type }) => type === 'DocumentRegistered');
  if (events.length === 0 || isFirst) return events;
  const after = before.after(events);
  const failing = byId(check(after));
  // Seldom asked for: a check of all lines has a cost.
  let failed: ReadonlyMap<string, FindingRaised['data']> | undefined;
  const failedBefore = (finding: string) => (failed ??= byId(check(before))).has(finding);
  let printed: ReadonlyMap<string, FindingRaised['data']> | undefined;
  const asPrinted = (finding: string) =>
    (printed ??= byId(after.print === null ? [] : check(after.asPrinted()))).get(finding);
  const known = findingsAfter(budget, events);
  const decidedNow = new Set(
    events.flatMap(({ type, data }) => (type === 'FindingResolved' ? [data.finding] : [])),
  );
  const isJudged = (finding: string, state: FindingState): boolean => {
    const { document } = state.raised;
    if (document === null) return true;
    return (
      document === after.print?.document &&
      (asPrinted(finding) !== undefined || failedBefore(finding))
    );
  };
  const isNew = (data: FindingRaised['data']): boolean => {
    const { finding } = data;
    const state = known.all.get(finding);
    const last = state?.raised ?? asPrinted(finding);
    if (last === undefined || figuresOf(last) !== figuresOf(data)) return true;
    if (state === undefined || decidedNow.has(finding)) return false;
    const status = findingStatus(state);
    return status === 'withdrawn' || (status === 'resolved' && !failedBefore(finding));
  };
  return [
    ...events,
    ...withdrawAndRaise(
      known.judged.flatMap(([finding, state]) =>
        !failing.has(finding) && isJudged(finding, state) ? [finding] : [],
      ),
      [...failing.values()].filter(isNew),
    ),
  ];
};

const statesOf = (budget: Budget): FindingStates =>
  budget.status === 'open' ? budget.recordedFindings.states : new FindingStates();

const byId = (
  findings: readonly FindingRaised['data'][],
): ReadonlyMap<string, FindingRaised['data']> =>
  new Map(findings.map((data) => [data.finding, data]));
