import type { AmendmentKind } from '../domain/events/budget.events.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import { fromFen, type Yuan } from '../domain/values/money.js';
import type { Views } from '../views/views-database.js';

/** What another budget gives, proposed or on its way. */
export interface Incoming {
  readonly from: string;
  /** The giving side. */
  readonly amendment: string;
  readonly kind: AmendmentKind;
  readonly status: 'proposed' | 'in-transit';
  readonly amount: Yuan;
}

/**
 * What other budgets give to each of these and has not arrived, in the order of proposal, by the one that receives. `position`: by what was
 * recorded up to it.
 */
export const incomingTo = async (
  views: Views,
  budgets: readonly string[],
  position = POSITION_MAX,
): Promise<ReadonlyMap<string, readonly Incoming[]>> => {
  const incoming = new Map<string, Incoming[]>();
  if (budgets.length === 0) return incoming;
  const rows = await views.db
    .selectFrom('amendments as a')
    .leftJoin('transfers as t', (join) =>
      join.onRef('t.giver', '=', 'a.budget').onRef('t.amendment', '=', 'a.amendment'),
    )
    .select(['a.receiver', 'a.budget', 'a.amendment', 'a.kind', 'a.net', 't.given_position'])
    .where('a.receiver', 'in', budgets)
    .where('a.proposed_position', '<=', position)
    // It is decided by the approval that gives the money, or by another end.
    .where(({ or, eb }) =>
      or([
        eb('a.ended_position', 'is', null),
        eb('a.ended_position', '>', position),
        eb('t.given_position', '<=', position),
      ]),
    )
    .where(({ or, eb }) =>
      or([eb('t.received_position', 'is', null), eb('t.received_position', '>', position)]),
    )
    .where(({ or, eb }) =>
      or([eb('t.returned_position', 'is', null), eb('t.returned_position', '>', position)]),
    )
    .orderBy('a.proposed_position')
    .execute();
  for (const { receiver, budget: from, amendment, kind, net, given_position: given } of rows) {
    const known = incoming.get(receiver!) ?? [];
    incoming.set(receiver!, known);
    known.push({
      from,
      amendment,
      kind: kind as AmendmentKind,
      status: given !== null && given <= position ? 'in-transit' : 'proposed',
      amount: fromFen(-net),
    });
  }
  return incoming;
};
