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

/** What other budgets give to this one and has not arrived, in the order of proposal. */
export const incomingTo = async (views: Views, budget: string): Promise<readonly Incoming[]> => {
  const rows = await views.db
    .selectFrom('amendments as a')
    .leftJoin('transfers as t', (join) =>
      join.onRef('t.giver', '=', 'a.budget').onRef('t.amendment', '=', 'a.amendment'),
    )
    .select(['a.budget', 'a.amendment', 'a.kind', 'a.status', 'a.net'])
    .where('a.receiver', '=', budget)
    // One whose money has returned has another status.
    .where('a.status', 'in', ['proposed', 'approved'])
    .where('t.received_position', 'is', null)
    .orderBy('a.proposed_position')
    .execute();
  return rows.map(({ budget: from, amendment, kind, status, net }) => ({
    from,
    amendment,
    kind: kind as AmendmentKind,
    status: status === 'proposed' ? 'proposed' : 'in-transit',
    amount: fromFen(-net),
  }));
};
