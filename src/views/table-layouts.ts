import type { PrintedTableLayout } from '../domain/events/budget.events.js';
import type { Views } from './views-database.js';

/** The layouts of the tables of a recorded document, by its budget and its position. */
export const tableLayouts = async (
  { db }: Views,
  { budget, position }: { readonly budget: string; readonly position: bigint },
): Promise<readonly PrintedTableLayout[]> => {
  const { tables } = await db
    .selectFrom('documents')
    .select('tables')
    .where('budget', '=', budget)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  return JSON.parse(tables) as PrintedTableLayout[];
};
