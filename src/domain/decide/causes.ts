import type { LedgerEvent } from '../events/budget.events.js';
import { DECISIONS } from '../events/finding.js';
import type { Budget } from '../budget/budget-state.js';
import { isOneOf } from '../values/line.js';

/**
 * What led to each event of one change, as the index of another event of it; undefined where that is not in the change. A
 * document leads to all that it prints, and a decision about a finding to the corrections that it promises. Other findings
 * and derived changes follow from the last event before them that somebody asked for.
 */
export const causesOf = (events: readonly LedgerEvent[]): readonly (number | undefined)[] => {
  const act = events.findIndex((event) => event.type === 'DocumentRegistered' || isDecision(event));
  let asked: number | undefined;
  return events.map((event, index) => {
    if (act >= 0) return index === act || event.type === 'BudgetOpened' ? undefined : act;
    if (isConsequence(event)) return asked;
    asked = index;
    return undefined;
  });
};

/**
 * Id of the earlier event of the budget that an event answers: the proposal of what is approved, rejected or withdrawn, and the
 * approval of a transfer whose money returns. Undefined for all others, and for the receiving side of a transfer.
 */
export const answeredBy = (event: LedgerEvent, budget: Budget): string | undefined => {
  if (budget.status === 'unopened') return undefined;
  switch (event.type) {
    case 'BudgetAmended':
    case 'AmendmentRejected':
    case 'AmendmentWithdrawn':
      return budget.amendments.get(event.data.amendment)?.proposal;
    case 'TransferReturned':
      return budget.amendments.get(event.data.amendment)?.approval;
    default:
      return undefined;
  }
};

const isDecision = (event: LedgerEvent): boolean =>
  event.type === 'FindingResolved' && isOneOf(DECISIONS, event.data.decision);

const isConsequence = (event: LedgerEvent): boolean =>
  event.type === 'FindingRaised' ||
  (event.type === 'FindingResolved' && !isDecision(event)) ||
  (event.type === 'YearOverYearChangeRecorded' && event.data.origin === 'derived');
