import type { AmendmentKind } from '../domain/events/budget.events.js';
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

/** What other budgets give to each of these and has not arrived, in the order of proposal, by the one that receives. */
export const incomingTo = async (
  views: Views,
  budgets: readonly string[],
): Promise<ReadonlyMap<string, readonly Incoming[]>> => {
  const incoming = new Map<string, Incoming[]>();
  if (budgets.length === 0) return incoming;
  const rows = await views.db
    .selectFrom('amendments as a')
    .leftJoin('transfers as t', (join) =>
      join.onRef('t.giver', '=', 'a.budget').onRef('t.amendment', '=', 'a.amendment'),
    )
    .select(['a.receiver', 'a.budget', 'a.amendment', 'a.kind', 'a.status', 'a.net'])
    .where('a.receiver', 'in', budgets)
    // One whose money has returned has another status.
    .where('a.status', 'in', ['proposed', 'approved'])
    .where('t.received_position', 'is', null)
    .orderBy('a.proposed_position')
    .execute();
  for (const { receiver, budget: from, amendment, kind, status, net } of rows) {
    const known = incoming.get(receiver!) ?? [];
    incoming.set(receiver!, known);
    known.push({
      from,
      amendment,
      kind: kind as AmendmentKind,
      status: status === 'proposed' ? 'proposed' : 'in-transit',
      amount: fromFen(-net),
    });
  }
  return incoming;
};
