import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import type { EventLog } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import type { Views } from '../views/views-database.js';

/** The token of the commit that recorded a document for a budget, by the hash of its bytes; null when none has. */
export const commitTokenOf = async (
  log: EventLog,
  { db }: Views,
  budget: BudgetId,
  sha256: string,
): Promise<Token | null> => {
  const row = await db
    .selectFrom('documents')
    .select('position')
    .where('document', '=', sha256)
    .where('budget', '=', budget)
    .executeTakeFirst();
  if (!row) return null;
  return tokenOf((await log.identity()).epoch, await lastOfAppend(log, budget, row.position));
};

/** The position of the last event of an append: the events of one append share their correlation id. */
const lastOfAppend = async (log: EventLog, budget: BudgetId, first: bigint): Promise<bigint> => {
  let correlation: string | null = null;
  let last = first;
  for await (const page of log.readStream(budgetStream(budget)))
    for (const { position, meta } of page) {
      if (position < first) continue;
      const { correlationId } = JSON.parse(meta) as { correlationId: string };
      correlation ??= correlationId;
      if (correlationId !== correlation) return last;
      last = position;
    }
  return last;
};
