import type {
  Authority,
  BudgetAmended,
  TransferReturned,
} from '../src/domain/events/budget.events.js';
import { lineSubject, parseLineKey, type LineKey } from '../src/domain/values/line.js';
import { actorKey } from '../src/domain/values/actor.js';
import { toFen } from '../src/domain/values/money.js';
import { supersededFen } from '../src/domain/budget/superseded.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type RowValues, type Statement } from './projection.js';

/**
 * Every change after publication, over all budgets, one row a leg: what an auditor searches by person, date, line, kind
 * and document number. Original lines and printed claims are not in it, so it stays small beside the log.
 */
export const changeRegister = projection({
  name: 'change-register',
  version: 9,
  tables: {
    change_register: {
      columns: {
        position: 'bigint',
        leg: 'integer',
        budget: 'name',
        id: 'text',
        type: 'name',
        kind: 'name',
        amendment: 'name?',
        line: 'name?',
        /** The cell of a claim that a correction corrects, as JSON. */
        claim: 'text?',
        code: 'name?',
        before: 'bigint?',
        delta: 'bigint',
        after: 'bigint?',
        effective_on: 'name',
        approved_on: 'name?',
        recorded_at: 'name',
        proposed_by: 'name?',
        actor: 'name',
        /** The names of both persons as they are compared. */
        actor_key: 'name',
        proposer_key: 'name?',
        number: 'name?',
        normalised: 'name?',
        reason: 'name?',
        after_close: 'integer',
      },
      primaryKey: ['position', 'leg'],
      indexes: [
        ['budget'],
        // The late changes of budgets are counted in it alone.
        ['budget', 'effective_on', 'recorded_at', 'position'],
        ['line'],
        ['actor_key'],
        ['normalised'],
      ],
    },
  },
  on: {
    BudgetAmended: (event) => {
      const { approvedOn, proposedBy, authority } = event.data;
      return changesOfLegs(event, {
        approved_on: approvedOn,
        proposed_by: proposedBy,
        proposer_key: actorKey(proposedBy),
        ...numberOf(authority),
      });
    },
    TransferReturned: (event) =>
      changesOfLegs(event, { after_close: event.data.afterClose ? 1 : 0 }),
    LineCorrected: (event) => {
      const { line, claim, from, to, effectiveOn, reason, afterClose } = event.data;
      const [before, after] = [toFen(from), toFen(to)];
      return [
        change(event, 0, line, {
          kind: 'correction',
          claim: claim === null ? null : JSON.stringify(claim),
          before,
          delta: after - before,
          after,
          effective_on: effectiveOn,
          reason,
          after_close: afterClose ? 1 : 0,
        }),
      ];
    },
    LineEntered: (event): readonly Statement[] => {
      const { line, before, amount, effectiveOn } = event.data;
      if (before === null) return [];
      const after = toFen(amount);
      const superseded = supersededFen(event.data);
      const figures = { before: superseded, delta: after - superseded, after };
      return [change(event, 0, line, { kind: 'original', ...figures, effective_on: effectiveOn })];
    },
    LineDiscontinued: (event) => {
      const { line, effectiveOn } = event.data;
      const superseded = supersededFen(event.data);
      const figures = { before: superseded, delta: -superseded, after: null };
      return [
        change(event, 0, line, { kind: 'discontinued', ...figures, effective_on: effectiveOn }),
      ];
    },
  },
});

/** One row a leg. `particulars`: what is not the same for every event with legs. */
const changesOfLegs = (
  event: RecordedEvent<BudgetAmended | TransferReturned>,
  particulars: RowValues,
): readonly Statement[] => {
  const { legs, kind, amendment, effectiveOn, reason } = event.data;
  return legs.map(({ key, before, delta, after }, leg) =>
    change(event, leg, key, {
      kind,
      amendment,
      before: toFen(before),
      delta: toFen(delta),
      after: toFen(after),
      effective_on: effectiveOn,
      reason,
      ...particulars,
    }),
  );
};

const numberOf = ({ number, normalised }: Authority) => ({ number, normalised });

const change = (
  event: RecordedEvent,
  leg: number,
  line: LineKey | null,
  particulars: RowValues,
): Statement => ({
  insert: 'change_register',
  row: {
    position: event.position,
    leg,
    budget: event.budget,
    id: event.id,
    type: event.type,
    amendment: null,
    line,
    claim: null,
    code: line === null ? null : lineSubject(parseLineKey(line)),
    approved_on: null,
    recorded_at: event.recordedAt,
    proposed_by: null,
    actor: event.actor,
    actor_key: actorKey(event.actor),
    proposer_key: null,
    number: null,
    normalised: null,
    reason: null,
    after_close: 0,
    ...particulars,
  },
});
