import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { reachFilter } from '../reach-filter.js';
import type { ViewsSchema } from '../schema.js';

/** The part of a client that Kysely uses: it runs one statement and releases the client. */
export interface QueryConnection {
  query(sql: string, values: readonly unknown[]): Promise<unknown>;
  release(): void;
}

/** A query builder that takes a connection for each query. It need not be destroyed: it does not own the connections. */
export const postgresKysely = (
  connect: () => Promise<QueryConnection> | QueryConnection,
): Kysely<ViewsSchema> => {
  const pool = {
    options: {},
    connect: async () => connect(),
    end: async () => undefined,
  };
  // Only cursors are missing, which are not used.
  return new Kysely({
    plugins: [reachFilter],
    dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }),
  });
};
