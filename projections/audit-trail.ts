import type {
  BudgetAmended,
  ClaimCell,
  LedgerEvent,
  TransferReturned,
} from '../src/domain/events/budget.events.js';
import { fromFen, signedFen, toFen } from '../src/domain/values/money.js';
import { correctedBy, supersededFen } from '../src/domain/budget/superseded.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type RowValues, type Statement } from './projection.js';

/**
 * Everything that was recorded of a budget, one row a leg: who, when, which line, before, after, why, by what authority
 * and where it was printed. At least one row an event, so the last row of a budget is also its version.
 */
export const auditTrail = projection({
  name: 'audit-trail',
  version: 3,
  tables: {
    audit_trail: {
      columns: {
        budget: 'text',
        position: 'bigint',
        leg: 'integer',
        sequence: 'bigint',
        version: 'integer',
        id: 'text',
        type: 'text',
        recorded_at: 'text',
        effective_on: 'text?',
        approved_on: 'text?',
        actor: 'text',
        line: 'text?',
        /** The cell of a claim that a correction corrects, as JSON. */
        claim: 'text?',
        before: 'text?',
        delta: 'text?',
        after: 'text?',
        reason: 'text?',
        authority: 'text?',
        source: 'text?',
        after_close: 'integer?',
      },
      primaryKey: ['budget', 'position', 'leg'],
    },
  },
  on: {},
  onEvery: (event): readonly Statement[] =>
    event.budget === null
      ? []
      : entriesOf(event).map((entry, leg) => ({
          insert: 'audit_trail',
          row: row(event, leg, entry),
        })),
});

interface Entry {
  readonly effectiveOn?: string;
  readonly approvedOn?: string;
  readonly line?: string;
  readonly claim?: ClaimCell | null;
  readonly before?: string | null;
  readonly delta?: string | null;
  readonly after?: string | null;
  readonly reason?: string | null;
  readonly authority?: unknown;
  readonly source?: unknown;
  readonly afterClose?: boolean;
}

const row = (event: RecordedEvent, leg: number, entry: Entry): RowValues => ({
  budget: event.budget,
  position: event.position,
  leg,
  sequence: event.sequence,
  version: event.version,
  id: event.id,
  type: event.type,
  recorded_at: event.recordedAt,
  effective_on: entry.effectiveOn ?? null,
  approved_on: entry.approvedOn ?? null,
  actor: event.actor,
  line: entry.line ?? null,
  claim: entry.claim ? JSON.stringify(entry.claim) : null,
  before: entry.before ?? null,
  delta: entry.delta ?? null,
  after: entry.after ?? null,
  reason: entry.reason ?? null,
  authority: entry.authority ? JSON.stringify(entry.authority) : null,
  source: entry.source ? JSON.stringify(entry.source) : null,
  after_close: entry.afterClose ? 1 : null,
});

const entriesOf = (event: LedgerEvent): readonly Entry[] => {
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
}: (BudgetAmended | TransferReturned)['data']): readonly Entry[] =>
  legs.map(({ key, before, delta, after }) => ({
    line: key,
    before,
    delta: signedFen(toFen(delta)),
    after,
    effectiveOn,
    reason,
  }));
