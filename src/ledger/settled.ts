import type { LogIdentity } from '../log/event-log.js';
import type { Views } from '../views/views-database.js';

/** A ledger in an epoch: positions of another one are of other events. */
type Origin = Pick<LogIdentity, 'ledger' | 'epoch'>;

/**
 * The position up to which everything that follows in other budgets is recorded, as any process has noted it; 0n where none has.
 * It stands in the database of the views: where that was deleted, the whole log is looked at once more.
 */
export const settledUpTo = async ({ db }: Views, { ledger, epoch }: Origin): Promise<bigint> => {
  const origin = await db
    .selectFrom('views_origin')
    .select('settled')
    .where('ledger', '=', ledger)
    .where('epoch', '=', BigInt(epoch))
    .executeTakeFirst();
  return origin?.settled ?? 0n;
};

/** Notes that everything up to a position is settled; another process may have got further. */
export const noteSettled = (
  views: Views,
  { ledger, epoch }: Origin,
  position: bigint,
): Promise<void> =>
  views.transaction(async ({ db }) => {
    await db
      .updateTable('views_origin')
      .set({ settled: position })
      .where('ledger', '=', ledger)
      .where('epoch', '=', BigInt(epoch))
      .where((settled) =>
        settled.or([settled('settled', 'is', null), settled('settled', '<', position)]),
      )
      .execute();
  });
