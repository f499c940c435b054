import type { BudgetEvent, YearOverYearChangeRecorded } from '../events/budget.events.js';
import { continuedAmounts, linkKey } from '../continuity/continuity.js';
import { budgetId, type BudgetName } from '../values/budget-id.js';
import { toFen } from '../values/money.js';
import { raiseAcrossYears } from '../budget/across-years.js';
import type { CommandOf, PriorYear } from '../budget/budget-command.js';
import type { Budget, OpenedBudget } from '../budget/budget-state.js';
import { findingsAfter } from '../budget/finding-events.js';
import type { FindingStates } from '../budget/finding-state.js';
import { changeKey, changeText, deriveChanges, type Originals } from '../budget/year-over-year.js';

/** The changes from the year before, and the findings across years, that are not recorded yet; none after the year is closed. */
export const recordDerivedChanges = (
  { prior }: CommandOf<'RecordDerivedChanges'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] =>
  budget.closedOn !== null
    ? []
    : acrossYears(
        originalsOf(budget),
        budget.stated,
        budget,
        budget.recordedFindings.states,
        budget.name,
        prior,
        budget.links,
      );

/** Adds to events that change or link lines the changes from the year before, so that one append records both; none after the year is closed. */
export const withDerivedChanges = (
  events: readonly BudgetEvent[],
  budget: Budget,
  name: BudgetName,
  prior: PriorYear | null,
): readonly BudgetEvent[] => {
  const isOpen = budget.status === 'open';
  if (prior === null || events.length === 0 || (isOpen && budget.closedOn !== null)) return events;
  const originals = originalsAfter(events, budget);
  const links = new Map(isOpen ? budget.links : []);
  for (const event of events)
    if (event.type === 'LineLinked') links.set(linkKey(event.data), event.data);
    else if (event.type === 'LineUnlinked') links.delete(linkKey(event.data));
  const findings = findingsAfter(budget, events);
  return [
    ...events,
    ...acrossYears(originals, statedAfter(events, budget), budget, findings, name, prior, links),
  ];
};

/** The original amounts of the lines of a budget, once the events are recorded. */
export const originalsAfter = (events: readonly BudgetEvent[], budget: Budget): Originals => {
  const originals = new Map(budget.status === 'open' ? originalsOf(budget) : []);
  for (const event of events)
    if (event.type === 'LineEntered') originals.set(event.data.line, toFen(event.data.amount));
    else if (event.type === 'LineDiscontinued') originals.delete(event.data.line);
  return originals;
};

const acrossYears = (
  originals: Originals,
  stated: readonly YearOverYearChangeRecorded['data'][],
  budget: Budget,
  findings: FindingStates,
  name: BudgetName,
  prior: PriorYear,
  links: OpenedBudget['links'],
): readonly BudgetEvent[] => {
  const from = budgetId({ ...name, ...prior });
  const ofPrior = [...links.values()].filter((link) => link.from.budget === from);
  const continued = { ...prior, originals: continuedAmounts(prior.originals, ofPrior) };
  return [
    ...derivedChanges(originals, budget, continued),
    ...raiseAcrossYears(stated, { ...name, originals }, continued, findings),
  ];
};

/** What the newest document states, once the events are recorded. */
const statedAfter = (
  events: readonly BudgetEvent[],
  budget: Budget,
): readonly YearOverYearChangeRecorded['data'][] =>
  events.some(({ type }) => type === 'DocumentRegistered')
    ? events.flatMap((event) =>
        event.type === 'YearOverYearChangeRecorded' && event.data.origin === 'stated'
          ? [event.data]
          : [],
      )
    : budget.status === 'open'
      ? budget.stated
      : [];

const derivedChanges = (
  originals: Originals,
  budget: Budget,
  prior: PriorYear,
): readonly BudgetEvent[] => {
  if (originals.size === 0 || prior.originals.size === 0) return [];
  const known: ReadonlyMap<string, string> = budget.status === 'open' ? budget.derived : new Map();
  return deriveChanges(prior.originals, prior.fiscalYear, originals)
    .filter((data) => known.get(changeKey(data.subject)) !== changeText(data))
    .map((data): BudgetEvent => ({ type: 'YearOverYearChangeRecorded', data }));
};

const originalsOf = ({ lines }: OpenedBudget): Originals =>
  new Map([...lines].map(([line, { original }]) => [line, original]));
