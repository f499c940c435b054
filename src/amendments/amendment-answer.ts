import { sql } from 'kysely';
import type {
  AmendmentKind,
  Authority,
  BudgetEvent,
  Leg,
  Transfer,
} from '../domain/events/budget.events.js';
import type { OpenedBudget } from '../domain/budget/budget-state.js';
import { opened } from '../domain/budget/guards.js';
import { changesIn, legsIn } from '../domain/events/packed-amendment.js';
import { asRecorded, sumsOf } from '../domain/budget/movement.js';
import { receivedFrom } from '../domain/decide/amendments.js';
import { sameActor } from '../domain/values/actor.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { amountsInFen, inYuan, signedYuan } from '../domain/values/money.js';
import type { Recorder } from '../ledger/recorder.js';
import { receivedId } from '../ledger/settle-transfers.js';
import type { ViewsSchema } from '../views/schema.js';
import type { Views } from '../views/views-database.js';
import type { AmendmentStatus } from './amendment-statuses.js';
import type { AmendmentAnswer } from './amendments.answer.js';

/** Which amendments are asked for; what is not given is not restricted. */
export interface AmendmentFilter {
  /** Its id, or the beginning of it: at least four of its digits. */
  readonly id?: string | undefined;
  readonly budget?: string | undefined;
  readonly status?: AmendmentStatus | undefined;
  readonly kind?: AmendmentKind | undefined;
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  readonly proposedBy?: string | undefined;
  /** As each stood when the log had this position. */
  readonly position?: bigint | undefined;
}

/** An amendment, and its place in the order of proposal: the giving side of a transfer stands before the receiving one. */
export interface PlacedAmendment {
  readonly amendment: AmendmentAnswer;
  readonly position: bigint;
  readonly side: 0 | 1;
}

/** Which part of the amendments is asked for. */
export interface PlacesAfter {
  readonly after?: Pick<PlacedAmendment, 'position' | 'side'> | undefined;
  readonly limit?: number | undefined;
}

/** With fewer digits an amendment is hardly found by chance. */
const PREFIX = /^[0-9a-f-]{4,36}$/;

const isNamed = (id: string, asked: string): boolean =>
  id === asked || (PREFIX.test(asked) && id.startsWith(asked));

/** The amendments that are recorded in a budget, in the order in which they were proposed. */
export const recordedAmendments = async (
  views: Views,
  filter: AmendmentFilter,
  { after, limit }: PlacesAfter = {},
): Promise<readonly PlacedAmendment[]> => {
  let query = (await filtered(views, 'amendments.budget', filter)).selectAll('amendments');
  if (filter.id !== undefined)
    query = PREFIX.test(filter.id)
      ? query.where('amendment', 'like', `${filter.id}%`)
      : query.where('amendment', '=', filter.id);
  if (after !== undefined) query = query.where('proposed_position', '>', after.position);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map((row) => ({
    amendment: answerOfRow(row, filter.position),
    position: row.proposed_position,
    side: 0,
  }));
};

/**
 * What comes to a budget and has not arrived, from the proposal on: the receiving side of each transfer, as it would be
 * recorded in the receiving budget as it stands at the position.
 */
export const incomingAmendments = async (
  views: Views,
  recorder: Recorder,
  filter: AmendmentFilter,
  { after, limit }: PlacesAfter = {},
): Promise<readonly PlacedAmendment[]> => {
  let query = (await filtered(views, 'amendments.receiver', filter))
    .leftJoin('transfers', (join) =>
      join
        .onRef('transfers.giver', '=', 'amendments.budget')
        .onRef('transfers.amendment', '=', 'amendments.amendment'),
    )
    .where(({ or, eb }) =>
      or([
        eb('transfers.received_position', 'is', null),
        eb('transfers.received_position', '>', filter.position ?? POSITION_MAX),
      ]),
    )
    .selectAll('amendments');
  if (after !== undefined)
    query = query.where('proposed_position', after.side === 0 ? '>=' : '>', after.position);
  if (limit !== undefined && filter.id === undefined) query = query.limit(limit);
  const incoming: PlacedAmendment[] = [];
  for (const row of await query.execute()) {
    const { id } = JSON.parse(row.transfer!) as Transfer;
    if (filter.id !== undefined && !isNamed(receivedId(id), filter.id)) continue;
    const receiver = row.receiver as BudgetId;
    const amendment = await recorder.look(
      receiver,
      (budget) =>
        receivingSide(answerOfRow(row, filter.position), { id, budget: receiver }, opened(budget)),
      filter.position,
    );
    incoming.push({ amendment, position: row.proposed_position, side: 1 });
  }
  return incoming;
};

/** The receiving side of a transfer before it is recorded: what it does to the receiving budget. */
export const receivingSide = (
  given: AmendmentAnswer,
  { id, budget }: Pick<Transfer, 'id' | 'budget'>,
  receiver: OpenedBudget,
): AmendmentAnswer => {
  const received = receivedFrom(amountsInFen(given.changes), receiver);
  const { changes, legs } = asRecorded(received);
  return {
    ...given,
    budget: budget as BudgetId,
    id: receivedId(id),
    changes,
    legs: shownLegs(legs),
    ...inYuan(sumsOf(received.changes)),
  };
};

/** `budgetOf`: the column with the budget that the filter is about. */
const filtered = async (
  views: Views,
  budgetOf: 'amendments.budget' | 'amendments.receiver',
  { budget, status, kind, agency, year, proposedBy, position = POSITION_MAX }: AmendmentFilter,
) => {
  let query = views.db
    .selectFrom('amendments')
    .innerJoin('budgets', 'budgets.budget', budgetOf)
    .where('proposed_position', '<=', position)
    .orderBy('proposed_position')
    .orderBy('amendments.amendment');
  if (budget !== undefined) query = query.where(budgetOf, '=', budget);
  if (status !== undefined) query = query.where(statusAt(position), '=', status);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (agency !== undefined) query = query.where('budgets.agency', '=', agency);
  if (year !== undefined) query = query.where('budgets.fiscal_year', '=', BigInt(year));
  if (proposedBy !== undefined) {
    const names = await views.db
      .selectFrom('amendments')
      .select('proposed_by')
      .distinct()
      .execute();
    const own = names
      .map(({ proposed_by }) => proposed_by)
      .filter((name) => sameActor(name, proposedBy));
    query = query.where('proposed_by', 'in', own.length > 0 ? own : ['']);
  }
  return query;
};

type AmendmentRow = ViewsSchema['amendments'];

/** The status of an amendment when the log had a position: an end or a return that came later does not count. */
const statusAt = (position: bigint) => sql<string>`case
  when amendments.ended_position is null or amendments.ended_position > ${position} then 'proposed'
  when amendments.returned_position > ${position} then 'approved'
  else amendments.status end`;

const NOT_ENDED = {
  status: 'proposed',
  approved_legs: null,
  ended_at: null,
  ended_by: null,
  ended_reason: null,
  authority: null,
  approved_on: null,
  effective_on: null,
} as const;
const NOT_RETURNED = { returned_at: null, returned_by: null, returned_reason: null } as const;

/** A row as it was when the log had a position, see {@link statusAt}. */
const rowAt = (row: AmendmentRow, position: bigint): AmendmentRow => {
  if (row.ended_position === null || row.ended_position > position)
    return { ...row, ...NOT_ENDED, ...NOT_RETURNED };
  return row.returned_position !== null && row.returned_position > position
    ? { ...row, status: 'approved', ...NOT_RETURNED }
    : row;
};

const answerOfRow = (now: AmendmentRow, position = POSITION_MAX): AmendmentAnswer => {
  const row = rowAt(now, position);
  const state = row.status as AmendmentStatus;
  const approved = state === 'approved' || state === 'returned';
  const transfer = row.transfer === null ? null : (JSON.parse(row.transfer) as Transfer);
  return {
    budget: row.budget as BudgetId,
    id: row.amendment,
    status: state,
    kind: row.kind as AmendmentKind,
    reason: row.reason,
    changes: changesIn(row.changes),
    legs: shownLegs(legsIn(row.approved_legs ?? row.legs)),
    ...inYuan({ net: row.net, gross: row.gross }),
    proposedBy: row.proposed_by,
    approvedBy: approved ? row.ended_by : null,
    authority: row.authority === null ? null : (JSON.parse(row.authority) as Authority),
    approvedOn: row.approved_on,
    effectiveOn: row.effective_on,
    ...(transfer?.side === 'receiving' ? {} : { proposedAt: row.recorded_at }),
    recordedAt: row.returned_at ?? row.ended_at ?? row.recorded_at,
    ...(transfer ? { transferId: transfer.id } : {}),
    ...endOf(row),
  };
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
const shownLegs = (legs: readonly Leg[]): AmendmentAnswer['legs'] =>
  legs.map((leg) => ({ ...leg, delta: signedYuan(leg.delta) }));

/** The transfer that an event proposes or approves a side of; null for any other event. */
export const transferOf = (event: BudgetEvent): Transfer | null =>
  event.type === 'AmendmentProposed' || event.type === 'BudgetAmended' ? event.data.transfer : null;

/** The amendment after an event that proposes or approves it; null for any other event. */
export const answerOf = (
  budget: BudgetId,
  event: BudgetEvent,
  recordedAt: string,
): AmendmentAnswer | null => {
  if (event.type !== 'AmendmentProposed' && event.type !== 'BudgetAmended') return null;
  const answer = proposedAnswer(budget, event.data, recordedAt);
  if (event.type === 'AmendmentProposed') return { ...answer, proposedAt: recordedAt };
  const { authority, approvedBy, approvedOn, effectiveOn } = event.data;
  return { ...answer, status: 'approved', authority, approvedBy, approvedOn, effectiveOn };
};

const proposedAnswer = (
  budget: BudgetId,
  data: Extract<BudgetEvent, { type: 'AmendmentProposed' | 'BudgetAmended' }>['data'],
  recordedAt: string,
): AmendmentAnswer => ({
  budget,
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
