import { Refusal } from '../errors.js';
import type { BudgetEvent, BudgetOpened, Source } from '../events/budget.events.js';
import { budgetId, type BudgetName } from '../values/budget-id.js';
import { fiscalYearStart } from '../values/civil-date.js';
import { lineKey, lineSubject, parseLineKey, type LineKey } from '../values/line.js';
import { fromFen, type Fen, type Yuan } from '../values/money.js';
import type { CommandOf, DocumentFacts } from '../budget/budget-command.js';
import type { LineState } from '../budget/budget-figures.js';
import type { Budget } from '../budget/budget-state.js';
import {
  asSuperseded,
  figureToReplace,
  isDiscontinued,
  sumToReplace,
} from '../budget/figure-to-replace.js';
import { supersedeFindings, withFindings } from '../budget/finding-events.js';
import { withDerivedChanges } from './derived-changes.js';
import { refuseClosed } from '../budget/guards.js';

/** @throws {Refusal} `budget-differs`: the budget is open for an agency of another name. */
export const openBudget = (
  { name, agencyName }: CommandOf<'OpenBudget'>,
  budget: Budget,
): readonly BudgetEvent[] => {
  if (budget.status === 'unopened') return [openedFor(name, agencyName)];
  if (budget.agencyName === agencyName) return [];
  throw new Refusal(
    'budget-differs',
    `${budgetId(name)} is open already, for "${budget.agencyName}", not for "${agencyName}".`,
  );
};

const openedFor = (name: BudgetName, agencyName: string): BudgetOpened => ({
  type: 'BudgetOpened',
  data: {
    agency: { code: name.agency, name: agencyName },
    fiscalYear: name.fiscalYear,
    scope: name.scope,
    classificationYear: name.fiscalYear,
  },
});

/**
 * Records everything that a document prints, and opens the budget when it is its first. A document may print another
 * spelling of the agency's name.
 *
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} `line-would-go-negative`: with its approved amendments, a line would be below zero.
 */
export const recordDocument = (
  { name, agencyName, facts, check, prior }: CommandOf<'RecordDocument'>,
  budget: Budget,
): readonly BudgetEvent[] => {
  const opening = budget.status === 'unopened' ? [openedFor(name, agencyName)] : [];
  const recorded = withFindings(documentEvents(facts, budget), budget, check);
  return withDerivedChanges([...opening, ...recorded], budget, name, prior);
};

const documentEvents = (facts: DocumentFacts, budget: Budget): readonly BudgetEvent[] => {
  const { document } = facts.registered;
  if (budget.status === 'open') {
    if (budget.documents.has(document)) return [];
    refuseClosed(budget);
  }
  const before: ReadonlyMap<LineKey, LineState> =
    budget.status === 'open' ? budget.lines : new Map();
  const events: BudgetEvent[] = [
    { type: 'DocumentRegistered', data: facts.registered },
    ...supersedeFindings(budget),
  ];
  const effectiveOn = fiscalYearStart(facts.fiscalYear);
  const printed = new Set<LineKey>();
  for (const { line, name, amount: fen, source } of facts.lines) {
    const key = lineKey(line);
    const amount = fromFen(fen);
    printed.add(key);
    const old = before.get(key);
    if (old?.original === fen && !isDiscontinued(budget, key)) {
      // The newer document prints the line unchanged: only the place of the figure is recorded.
      events.push(reprinted(key, name, amount, source, lineSubject(line)));
      continue;
    }
    const replaced = figureToReplace(budget, key);
    refuseBelowZero(key, (old?.adjusted ?? 0n) - sumToReplace(replaced) + fen, fen);
    events.push({
      type: 'LineEntered',
      data: { line: key, name, amount, ...asSuperseded(replaced), effectiveOn, source },
    });
  }
  for (const [key, { original, adjusted }] of before) {
    if (printed.has(key) || !facts.complete.has(parseLineKey(key).schedule)) continue;
    const replaced = figureToReplace(budget, key);
    refuseBelowZero(key, adjusted - sumToReplace(replaced), 0n);
    // A line that has only amendments has nothing that a document could take away.
    // Nor has one that was printed as zero: a newer document may leave its cell blank.
    if (original === 0n && replaced.corrected === 0n) continue;
    events.push({
      type: 'LineDiscontinued',
      data: {
        line: key,
        ...asSuperseded(replaced),
        before: fromFen(original),
        effectiveOn,
        document,
      },
    });
  }
  for (const data of facts.claims) events.push({ type: 'ClaimRecorded', data });
  for (const data of facts.changes) events.push({ type: 'YearOverYearChangeRecorded', data });
  for (const data of facts.findings) events.push({ type: 'FindingRaised', data });
  return events;
};

/** What a document prints below zero is a fact of it; its amendments may not take a line there. */
const refuseBelowZero = (line: LineKey, fen: Fen, printed: Fen): void => {
  if (fen >= 0n || fen >= printed) return;
  const wouldBe = fromFen(fen);
  throw new Refusal(
    'line-would-go-negative',
    `With its approved amendments ${line} would stand at ${wouldBe} in this document: no line is below zero. Reverse the amendment first.`,
    { line, wouldBe },
  );
};

const reprinted = (
  line: LineKey,
  name: string,
  amount: Yuan,
  source: Source,
  subject: string,
): BudgetEvent => ({
  type: 'ClaimRecorded',
  data: { subject, name, section: null, amount, source, line },
});
