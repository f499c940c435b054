import { type Kysely, sql } from 'kysely';
import type { BaseTypes } from './base-types.js';

/**
 * The tables of the views' database that belong to no projection: the ledger of the views, the checkpoint of each
 * projection, the stopped budgets, and the previews of imports.
 */
export async function up(db: Kysely<unknown>, { text }: BaseTypes): Promise<void> {
  await db.schema
    .createTable('views_origin')
    .addColumn('schema', text, (column) => column.primaryKey())
    .addColumn('ledger', text)
    .addColumn('epoch', 'bigint')
    .execute();

  // A projection has a row for the live generation and, during a rebuild, one for the new generation.
  await db.schema
    .createTable('projections')
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('generation', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', text, (column) => column.notNull())
    .addColumn('tables', text, (column) => column.notNull())
    .addColumn('state', text, (column) =>
      column.notNull().check(sql`state in ('building', 'live')`),
    )
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('recorded_at', text)
    .addColumn('moved_at', text, (column) => column.notNull())
    .addColumn('builder', text)
    .addColumn('builder_seen_ms', 'bigint')
    .addColumn('compared', text)
    .addPrimaryKeyConstraint('projections_key', ['name', 'generation'])
    .execute();

  await db.schema
    .createTable('stopped_budgets')
    .addColumn('projection', text, (column) => column.notNull())
    .addColumn('generation', 'bigint', (column) => column.notNull())
    .addColumn('budget', text, (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('error', text, (column) => column.notNull())
    .addColumn('since', text, (column) => column.notNull())
    // The checkpoint of this budget: the views contain its events up to here and none after.
    .addColumn('after_position', 'bigint', (column) => column.notNull())
    .addColumn('after_sequence', 'bigint', (column) => column.notNull())
    .addColumn('after_recorded_at', text)
    .addPrimaryKeyConstraint('stopped_budgets_key', ['projection', 'generation', 'budget'])
    .execute();
}
