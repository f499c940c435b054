import type { Kysely } from 'kysely';

/** The position up to which everything that follows in other budgets is recorded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('views_origin').addColumn('settled', 'bigint').execute();
}
