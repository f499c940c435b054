import type { BudgetEvent, YearOverYearChangeRecorded } from '../events/budget.events.js';
import { linkKey, movedAmounts, type LineLink } from '../continuity/continuity.js';
import { budgetId, type BudgetName } from '../values/budget-id.js';
import { raiseAcrossScopes } from '../budget/scopes/across-scopes.js';
import { raiseAcrossYears, type YearOfLines } from '../budget/across-years.js';
import { BudgetFigures } from '../budget/budget-figures.js';
import type { CommandOf, PriorYear } from '../budget/budget-command.js';
import type { Budget, OpenedBudget } from '../budget/budget-state.js';
import { findingsAfter } from '../budget/finding-events.js';
import type { FindingStates } from '../budget/finding-state.js';
import {
  asCorrected,
  ChangedOriginals,
  changeKey,
  changeText,
  deriveChanges,
  marginsAfter,
  marginsOf,
  OriginalsOfBudget,
  subjectKeysOf,
  type Margins,
  type Originals,
} from '../budget/year-over-year.js';

/** The changes from the year before, and the findings across years, that are not recorded yet; none after the year is closed. */
export const recordDerivedChanges = (
  { prior, department }: CommandOf<'RecordDerivedChanges'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  if (budget.closedOn !== null) return [];
  return [
    ...(prior ? derivedFrom(prior, budget) : []),
    ...(department ? acrossScopes(department, budget) : []),
  ];
};

/** The findings of a unit beside its department; none without a document. */
const acrossScopes = (
  department: Originals,
  { figures, recordedFindings }: OpenedBudget,
): readonly BudgetEvent[] => {
  const document = figures.print?.document;
  if (document === undefined) return [];
  const unit = { document, originals: new OriginalsOfBudget(figures).corrected };
  return raiseAcrossScopes(unit, asCorrected(department), recordedFindings.states);
};

const derivedFrom = (prior: PriorYear, budget: OpenedBudget): readonly BudgetEvent[] => {
  const { figures, stated, recordedFindings, name, links } = budget;
  const years = yearsOf(figures, name, prior, links);
  const events = acrossYears(years, stated, budget, recordedFindings.states);
  // From now on only what changes in one of the two years has to be compared.
  if (events.length === 0 && haveLines(years)) budget.noteDerived(years);
  return events;
};

/** Adds to events that change or link lines the changes from the year before, so that one append records both; none after the year is closed. */
export const withDerivedChanges = (
  events: readonly BudgetEvent[],
  budget: Budget,
  name: BudgetName,
  prior: PriorYear | null,
): readonly BudgetEvent[] => {
  const isOpen = budget.status === 'open';
  if (prior === null || events.length === 0 || (isOpen && budget.closedOn !== null)) return events;
  const links = new Map(isOpen ? budget.links : []);
  const unlinked: Omit<LineLink, 'weight'>[] = [];
  for (const event of events)
    if (event.type === 'LineLinked') links.set(linkKey(event.data), event.data);
    else if (event.type === 'LineUnlinked') {
      links.delete(linkKey(event.data));
      unlinked.push(event.data);
    }
  const years = yearsOf(figuresAfter(events, budget), name, prior, links, unlinked);
  const findings = findingsAfter(budget, events);
  return [...events, ...acrossYears(years, statedAfter(events, budget), budget, findings)];
};

/** The original amounts of the lines of a budget as corrected, once the events are recorded. */
export const originalsAfter = (events: readonly BudgetEvent[], budget: Budget): Originals =>
  new Map(new OriginalsOfBudget(figuresAfter(events, budget)).corrected);

const figuresAfter = (events: readonly BudgetEvent[], budget: Budget): BudgetFigures =>
  (budget.status === 'open' ? budget.figures : new BudgetFigures()).after(events);

/** A year and the one before, whose lines are those that they go on as: as corrected for the findings, and the margins of what was published. */
interface TwoYears {
  readonly current: YearOfLines;
  readonly prior: YearOfLines;
  readonly margins: Margins;
  readonly priorMargins: Margins;
  /** Of the margins of the year before without any link. */
  readonly priorRevision: number;
  /** The subjects, as `changeKey` names them, that links move amounts of; with those of links that are taken back. */
  readonly linked: readonly string[];
}

const yearsOf = (
  figures: BudgetFigures,
  name: BudgetName,
  prior: PriorYear,
  links: OpenedBudget['links'],
  unlinked: readonly Omit<LineLink, 'weight'>[] = [],
): TwoYears => {
  const from = budgetId({ ...name, ...prior });
  const ofPrior = [...links.values()].filter((link) => link.from.budget === from);
  const current = new OriginalsOfBudget(figures);
  const margins = marginsOf(prior.originals);
  const corrected = asCorrected(prior.originals);
  const moved = (originals: Originals) => movedAmounts((line) => originals.get(line), ofPrior);
  return {
    current: { ...name, originals: current.corrected },
    prior: {
      ...prior,
      originals:
        ofPrior.length === 0 ? corrected : new ChangedOriginals(corrected, moved(corrected)),
    },
    margins: current.margins,
    priorMargins:
      ofPrior.length === 0
        ? margins
        : marginsAfter(margins, prior.originals, moved(prior.originals)),
    priorRevision: margins.revision,
    linked: [...ofPrior, ...unlinked].flatMap((link) => [
      ...subjectKeysOf(link.line),
      ...subjectKeysOf(link.from.line),
    ]),
  };
};

const acrossYears = (
  years: TwoYears,
  stated: readonly YearOverYearChangeRecorded['data'][],
  budget: Budget,
  findings: FindingStates,
): readonly BudgetEvent[] => [
  ...derivedChanges(years, budget),
  ...raiseAcrossYears(stated, years.current, years.prior, findings),
];

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

/** A budget without lines is not compared: its document may not be recorded yet. */
const haveLines = ({ current, prior }: TwoYears): boolean =>
  current.originals.size > 0 && prior.originals.size > 0;

const derivedChanges = (years: TwoYears, budget: Budget): readonly BudgetEvent[] => {
  if (!haveLines(years)) return [];
  const { prior, margins, priorMargins, linked } = years;
  const isOpen = budget.status === 'open';
  const known: ReadonlyMap<string, string> = isOpen ? budget.derived : new Map();
  const changed = isOpen ? budget.changedSinceDerived(years) : null;
  const keys = changed && [...changed, ...linked];
  return deriveChanges(priorMargins, prior.fiscalYear, margins, keys ?? undefined)
    .filter((data) => known.get(changeKey(data.subject)) !== changeText(data))
    .map((data): BudgetEvent => ({ type: 'YearOverYearChangeRecorded', data }));
};
