/**
 * The files of documents, each under its name: the SHA-256 of a recorded document, or `previews/…` for what waits for its
 * commit. `kept_at` says how long it has waited.
 *
 * @param table the name of the table, with its schema.
 * @returns the SQL of the migration.
 */
export const up = (table: string): string => `
  CREATE TABLE ${table} (
    name text PRIMARY KEY,
    bytes bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
  )`;
