import type { CivilDate } from '../domain/values/civil-date.js';
import type { Views } from '../views/views-database.js';
import { shanghaiToday } from './shanghai.js';

/** The name that an agency has on a day: a new name holds from its `effectiveOn` on. Undefined: it is not registered. */
export const agencyNameOn = async (
  { db }: Views,
  code: string,
  day: CivilDate = shanghaiToday(),
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('agencies')
    .select('name')
    .where('agency', '=', code)
    .where('effective_on', '<=', day)
    .orderBy('effective_on', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.name;
};
