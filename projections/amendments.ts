import { sumsOf } from '../src/domain/budget/movement.js';
import { packedChanges, packedLegs } from '../src/domain/events/packed-amendment.js';
import { amountsInFen } from '../src/domain/values/money.js';
import { projection, type Statement } from './projection.js';

/**
 * The amendments of a budget, from the request to its end, with the legs as they were proposed and as they were approved. Acts that touch
 * two budgets stand in `transfers` too: one whose receiving side is missing is in transit until it arrives
 * or is returned.
 */
export const amendments = projection({
  name: 'amendments',
  version: 7,
  tables: {
    amendments: {
      columns: {
        budget: 'text',
        amendment: 'text',
        kind: 'text',
        status: 'text',
        reason: 'text',
        /** Packed. */
        changes: 'text',
        /** As they were proposed; where there is no proposal, as they were approved. Packed. */
        legs: 'text',
        /** As they were approved: other amendments may have moved the lines since the proposal. Packed. */
        approved_legs: 'text?',
        net: 'bigint',
        gross: 'bigint',
        proposed_by: 'text',
        proposed_position: 'bigint',
        recorded_at: 'instant',
        ended_position: 'bigint?',
        ended_at: 'instant?',
        ended_by: 'text?',
        ended_reason: 'text?',
        authority: 'text?',
        approved_on: 'text?',
        effective_on: 'text?',
        transfer: 'text?',
        /** Of the giving side of a transfer: the budget that the money goes to. */
        receiver: 'text?',
        returned_position: 'bigint?',
        returned_at: 'instant?',
        returned_by: 'text?',
        returned_reason: 'text?',
      },
      primaryKey: ['budget', 'amendment'],
      indexes: [['receiver'], ['proposed_position']],
    },
    transfers: {
      columns: {
        transfer: 'text',
        /** Null while the view has the receiving side alone: the giving budget is stopped, and may be resumed later. */
        giver: 'text?',
        receiver: 'text?',
        amendment: 'text?',
        amount: 'bigint?',
        given_position: 'bigint?',
        received_position: 'bigint?',
        returned_position: 'bigint?',
        /** Where it arrived or was returned; null while it is in transit. */
        ended_position: 'bigint?',
      },
      primaryKey: ['transfer'],
      indexes: [['giver'], ['ended_position']],
    },
  },
  on: {
    AmendmentProposed: ({ budget, position, recordedAt, data }) => [
      {
        insert: 'amendments',
        row: {
          budget,
          amendment: data.amendment,
          kind: data.kind,
          status: 'proposed',
          reason: data.reason,
          changes: packedChanges(data.changes),
          legs: packedLegs(data.legs),
          approved_legs: null,
          ...sumsOf(amountsInFen(data.changes)),
          proposed_by: data.proposedBy,
          proposed_position: position,
          recorded_at: recordedAt,
          ended_position: null,
          ended_at: null,
          ended_by: null,
          ended_reason: null,
          authority: null,
          approved_on: null,
          effective_on: null,
          transfer: data.transfer ? JSON.stringify(data.transfer) : null,
          receiver: data.transfer?.budget ?? null,
          ...NOT_RETURNED,
        },
      },
    ],
    TransferReturned: ({ budget, position, recordedAt, actor, data }) => [
      {
        update: 'amendments',
        where: { budget, amendment: data.amendment },
        set: {
          status: 'returned',
          returned_position: position,
          returned_at: recordedAt,
          returned_by: actor,
          returned_reason: data.reason,
        },
      },
      {
        update: 'transfers',
        where: { transfer: data.transfer.id },
        set: { returned_position: position, ended_position: position },
      },
    ],
    AmendmentRejected: (event) => [ended(event, 'rejected')],
    AmendmentWithdrawn: (event) => [ended(event, 'withdrawn')],
    BudgetAmended: ({ budget, position, recordedAt, data }): readonly Statement[] => {
      const { amendment, transfer } = data;
      const approved = {
        status: 'approved',
        ended_position: position,
        ended_at: recordedAt,
        ended_by: data.approvedBy,
        authority: JSON.stringify(data.authority),
        approved_on: data.approvedOn,
        effective_on: data.effectiveOn,
      };
      if (transfer?.side !== 'receiving')
        return [
          {
            update: 'amendments',
            where: { budget, amendment },
            set: { ...approved, approved_legs: packedLegs(data.legs) },
          },
          ...(transfer === null
            ? []
            : [
                {
                  upsert: 'transfers',
                  key: { transfer: transfer.id },
                  set: {
                    giver: budget,
                    receiver: transfer.budget,
                    amendment,
                    amount: -sumsOf(amountsInFen(data.changes)).net,
                    given_position: position,
                  },
                },
              ]),
        ];
      // The receiving side is amended without a proposal of its own.
      return [
        {
          insert: 'amendments',
          row: {
            ...approved,
            budget,
            amendment,
            kind: data.kind,
            reason: data.reason,
            changes: packedChanges(data.changes),
            legs: packedLegs(data.legs),
            approved_legs: null,
            ...sumsOf(amountsInFen(data.changes)),
            proposed_by: data.proposedBy,
            proposed_position: position,
            recorded_at: recordedAt,
            ended_reason: null,
            transfer: JSON.stringify(transfer),
            receiver: null,
            ...NOT_RETURNED,
          },
        },
        {
          upsert: 'transfers',
          key: { transfer: transfer.id },
          set: { received_position: position, ended_position: position },
        },
      ];
    },
  },
});

const NOT_RETURNED = {
  returned_position: null,
  returned_at: null,
  returned_by: null,
  returned_reason: null,
} as const;

const ended = (
  event: {
    readonly budget: string | null;
    readonly position: bigint;
    readonly recordedAt: string;
    readonly actor: string;
    readonly data: { readonly amendment: string; readonly reason: string };
  },
  status: 'rejected' | 'withdrawn',
): Statement => ({
  update: 'amendments',
  where: { budget: event.budget, amendment: event.data.amendment },
  set: {
    status,
    ended_position: event.position,
    ended_at: event.recordedAt,
    ended_by: event.actor,
    ended_reason: event.data.reason,
  },
});
