import type { Leg } from '../../domain/events/budget.events.js';
import { legsIn } from '../../domain/events/packed-amendment.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from '../as-of/as-of.js';

/** The legs of amendments that were proposed and not decided within the bounds. They change no balance. */
export const pendingLegs = async (
  views: Views,
  { budget, position }: Bounds,
): Promise<readonly Leg[]> => {
  const rows = await views.db
    .selectFrom('amendments')
    .select('legs')
    .where('budget', '=', budget)
    .where('proposed_position', '<=', position)
    .where(({ or, eb }) =>
      or([eb('ended_position', 'is', null), eb('ended_position', '>', position)]),
    )
    .orderBy('proposed_position')
    .execute();
  return rows.flatMap(({ legs }) => legsIn(legs));
};
