import type { Instant } from '../domain/values/civil-date.js';
import type { Views } from './views-database.js';

/** When the last event of the views was recorded, and no event of them later; null while there is none. */
export const lastRecorded = async ({ db }: Pick<Views, 'db'>): Promise<Instant | null> => {
  const row = await db
    .selectFrom('projections')
    .select(({ fn }) => fn.max('recorded_at').as('last'))
    .where('state', '=', 'live')
    .executeTakeFirst();
  return (row?.last ?? null) as Instant | null;
};
