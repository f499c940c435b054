import type {
  Authority,
  BudgetAmended,
  ClaimCell,
  LedgerEvent,
  Source,
  TransferReturned,
} from '../../domain/events/budget.events.js';
import { fromFen, signedFen, toFen, signedYuan } from '../../domain/values/money.js';
import { correctedBy, supersededFen } from '../../domain/budget/superseded.js';

/** What the audit trail says of an event, or of one leg of it. Amounts are in yuan; a delta has its sign. */
export interface TrailFigures {
  readonly effectiveOn?: string;
  readonly approvedOn?: string;
  readonly line?: string;
  readonly claim?: ClaimCell | null;
  readonly before?: string | null;
  readonly delta?: string | null;
  readonly after?: string | null;
  readonly reason?: string | null;
  readonly authority?: Authority;
  readonly source?: Source | null;
  readonly afterClose?: boolean;
}

/**
 * The entries that an event has in the audit trail, one for each line that it moves: which line, before, after, why, by what
 * authority and where it was printed.
 */
export const trailFiguresOf = (event: LedgerEvent): readonly TrailFigures[] => {
  switch (event.type) {
    case 'LineEntered': {
      const { line, amount, effectiveOn, source } = event.data;
      const before = supersededFen(event.data);
      return [
        {
          line,
          before: event.data.before === null ? null : fromFen(before),
          delta: signedFen(toFen(amount) - before),
          after: amount,
          effectiveOn,
          source,
        },
      ];
    }
    case 'ClaimRecorded':
      return [{ after: event.data.amount, source: event.data.source }];
    case 'YearOverYearChangeRecorded': {
      const { base, current, delta, reason, source } = event.data;
      return [{ before: base.amount, delta, after: current, reason, source }];
    }
    case 'BudgetAmended': {
      const { approvedOn, authority } = event.data;
      return movedByLegs(event.data).map((leg) => ({ ...leg, approvedOn, authority }));
    }
    case 'TransferReturned': {
      const { afterClose } = event.data;
      return movedByLegs(event.data).map((leg) => ({ ...leg, afterClose }));
    }
    case 'LineCorrected': {
      const { line, claim, from, to, effectiveOn, reason, afterClose } = event.data;
      return [
        {
          ...(line === null ? {} : { line }),
          claim,
          before: from,
          delta: signedFen(correctedBy(event.data)),
          after: to,
          effectiveOn,
          reason,
          afterClose,
        },
      ];
    }
    case 'AmendmentProposed':
    case 'AmendmentRejected':
    case 'AmendmentWithdrawn':
      return [{ reason: event.data.reason }];
    case 'ExecutionRecorded':
      return event.data.figures.map(({ amount }) => ({
        after: amount,
        effectiveOn: event.data.asOf,
      }));
    case 'YearClosed':
      return [{ effectiveOn: event.data.on }];
    case 'LineDiscontinued': {
      const { line, effectiveOn } = event.data;
      const before = supersededFen(event.data);
      return [
        { line, before: fromFen(before), delta: signedFen(-before), after: null, effectiveOn },
      ];
    }
    case 'BudgetApproved':
      return [{ approvedOn: event.data.approvedOn, authority: event.data.authority }];
    case 'LineLinked':
    case 'LineUnlinked':
      return [{ line: event.data.line, reason: event.data.reason }];
    case 'FindingResolved':
      return [{ reason: event.data.reason }];
    case 'FindingRaised':
      return [{ reason: event.data.message }];
    case 'BudgetOpened':
    case 'DocumentRegistered':
    case 'AgencyRegistered':
    case 'AgencyRenamed':
    case 'PolicyChanged':
      return [{}];
  }
};

const movedByLegs = ({
  legs,
  effectiveOn,
  reason,
}: (BudgetAmended | TransferReturned)['data']): readonly TrailFigures[] =>
  legs.map(({ key, before, delta, after }) => ({
    line: key,
    before,
    delta: signedYuan(delta),
    after,
    effectiveOn,
    reason,
  }));
