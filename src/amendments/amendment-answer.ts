import type {
  AmendmentChange,
  AmendmentKind,
  Authority,
  BudgetEvent,
  Leg,
  Transfer,
} from '../domain/events/budget.events.js';
import { sumsOf } from '../domain/budget/movement.js';
import { amountsInFen, inYuan, signedFen, toFen } from '../domain/values/money.js';
import type { Views } from '../views/views-database.js';
import type { AmendmentAnswer } from './amendments.answer.js';

/** The amendments of a budget in the order in which they were proposed, or the one that is named. */
export const amendmentsOf = async (
  views: Views,
  budget: string,
  { id, status }: { readonly id?: string; readonly status?: string } = {},
): Promise<readonly AmendmentAnswer[]> => {
  let query = views.db
    .selectFrom('amendments')
    .selectAll()
    .where('budget', '=', budget)
    .orderBy('proposed_position')
    .orderBy('amendment');
  if (id !== undefined) query = query.where('amendment', '=', id);
  if (status !== undefined) query = query.where('status', '=', status);
  return (await query.execute()).map((row) => {
    const state = row.status as AmendmentAnswer['status'];
    const approved = state === 'approved' || state === 'returned';
    const transfer = row.transfer === null ? null : (JSON.parse(row.transfer) as Transfer);
    return {
      id: row.amendment,
      status: state,
      kind: row.kind as AmendmentKind,
      reason: row.reason,
      changes: JSON.parse(row.changes) as AmendmentChange[],
      legs: shownLegs(JSON.parse(row.legs) as Leg[]),
      ...inYuan({ net: row.net, gross: row.gross }),
      proposedBy: row.proposed_by,
      approvedBy: approved ? row.ended_by : null,
      authority: row.authority === null ? null : (JSON.parse(row.authority) as Authority),
      approvedOn: row.approved_on,
      effectiveOn: row.effective_on,
      recordedAt: row.returned_at ?? row.ended_at ?? row.recorded_at,
      ...(transfer ? { transferId: transfer.id } : {}),
      ...endOf(row),
    };
  });
};

/** Who ended it, and why: the rejection, the withdrawal or the return. */
const endOf = (row: {
  readonly ended_by: string | null;
  readonly ended_reason: string | null;
  readonly returned_by: string | null;
  readonly returned_reason: string | null;
}): Pick<AmendmentAnswer, 'ended'> => {
  const by = row.returned_by ?? row.ended_by;
  const reason = row.returned_reason ?? row.ended_reason;
  return reason === null ? {} : { ended: { by: by ?? '', reason } };
};

/** Legs as answers show them: a change carries its sign. */
export const shownLegs = (legs: readonly Leg[]): AmendmentAnswer['legs'] =>
  legs.map((leg) => ({ ...leg, delta: signedFen(toFen(leg.delta)) }));

/** The amendment after an event that proposes or approves it; null for any other event. */
export const answerOf = (event: BudgetEvent, recordedAt: string): AmendmentAnswer | null => {
  if (event.type !== 'AmendmentProposed' && event.type !== 'BudgetAmended') return null;
  const answer = proposedAnswer(event.data, recordedAt);
  if (event.type === 'AmendmentProposed') return answer;
  const { authority, approvedBy, approvedOn, effectiveOn } = event.data;
  return { ...answer, status: 'approved', authority, approvedBy, approvedOn, effectiveOn };
};

const proposedAnswer = (
  data: Extract<BudgetEvent, { type: 'AmendmentProposed' | 'BudgetAmended' }>['data'],
  recordedAt: string,
): AmendmentAnswer => ({
  id: data.amendment,
  status: 'proposed',
  kind: data.kind,
  reason: data.reason,
  changes: data.changes,
  legs: shownLegs(data.legs),
  ...inYuan(sumsOf(amountsInFen(data.changes))),
  proposedBy: data.proposedBy,
  approvedBy: null,
  authority: null,
  approvedOn: null,
  effectiveOn: null,
  recordedAt,
  ...(data.transfer ? { transferId: data.transfer.id } : {}),
});
