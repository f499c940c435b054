/**
 * How far each group is, as one JSON text under its name. `revision` counts its versions.
 *
 * @param table the name of the table, with its schema where it has one.
 * @returns the SQL of the migration, for SQLite and PostgreSQL.
 */
export const up = (table: string): string => `
  CREATE TABLE ${table} (
    name text PRIMARY KEY,
    revision bigint NOT NULL,
    state text NOT NULL
  )`;
