import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { ViewsSchema } from '../schema.js';

/** What of a client Kysely uses: one statement at a time, and then it is let go. */
export interface QueryConnection {
  query(sql: string, values: readonly unknown[]): Promise<unknown>;
  release(): void;
}

/** A builder of queries that takes a connection for each of them. Nobody destroys it: the connections are not its own. */
export const kyselyOn = (
  connect: () => Promise<QueryConnection> | QueryConnection,
): Kysely<ViewsSchema> => {
  const pool = {
    options: {},
    connect: async () => connect(),
    end: async () => undefined,
  };
  // Its cursors, which we have none of, are all that is missing.
  return new Kysely({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
};
