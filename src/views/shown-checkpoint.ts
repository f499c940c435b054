import type { Instant } from '../domain/values/civil-date.js';
import type { Views } from './views-database.js';

/** The last event that every view has: its position, and when it was recorded. Without events 0, and no instant. */
export const shownCheckpoint = async ({
  db,
}: Pick<Views, 'db'>): Promise<{
  readonly position: bigint;
  readonly recordedAt: Instant | null;
}> => {
  const row = await db
    .selectFrom('projections')
    .select(['position', 'recorded_at'])
    .where('state', '=', 'live')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return {
    position: row?.position ?? 0n,
    recordedAt: (row?.recorded_at ?? null) as Instant | null,
  };
};
