import type { FurtherTableLayout, PrintedTableLayout } from '../domain/events/budget.events.js';
import type { Views } from './views-database.js';

/** The layout of a table of a recorded document; a further one has its kind. */
export type RecordedLayout = PrintedTableLayout | FurtherTableLayout;

/** Whether a table of a document is none of the nine. */
export const isFurther = (layout: RecordedLayout): layout is FurtherTableLayout => 'kind' in layout;

/** The layouts of the tables of a recorded document, the nine first, by its budget and its position. */
export const tableLayouts = async (
  { db }: Views,
  { budget, position }: { readonly budget: string; readonly position: bigint },
): Promise<readonly RecordedLayout[]> => {
  const { tables } = await db
    .selectFrom('documents')
    .select('tables')
    .where('budget', '=', budget)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  return JSON.parse(tables) as RecordedLayout[];
};
