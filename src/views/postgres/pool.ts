import { once } from 'node:events';
import { Pool, TypeOverrides, types, type PoolClient, type PoolConfig } from 'pg';
import type { PostgresAddress } from './address.js';
import { asRefusal, isBroken, isDeadlock, isGone, isStale, isWithoutConnection } from './errors.js';
import type { QueryConnection } from './kysely.js';
import { seen } from '../../access/access.js';
import { EVERYTHING, SEES } from '../sql-dialect.js';
import { PreparedNames } from '../prepared-names.js';

/** The number of read connections; further queries wait. */
const READERS_MAX = 8;
const CONNECT_MS = 5_000;
/** The server's timeout for a query, and the additional time after which the client gives up. */
const READ_MS = 30_000;
const SILENT_MS = 5_000;
/** The timeout of a write statement: the last step of a large rebuild is slow. */
const WRITE_MS = 600_000;
/** How long one statement waits for a lock. Longer waits are repeated, because a waiting transaction blocks VACUUM. */
const LOCK_MS = 5_000;
/** The server ends a transaction whose client is silent for this long, so that another instance can write. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const KEEP_ALIVE_MS = 5_000;
/** How often a query without a connection tries to get one, at least. */
const LOOK_MS = 100;
const DEADLOCKS_MAX = 3;
/** Prepared statements per read connection: planning a query takes about as long as running it. */
const PREPARED_MAX = 200;

const { builtins } = types;
/** All integers are read as bigint, and so is the sum of int8, which is a numeric without a fraction. */
const INTEGERS = [builtins.INT8, builtins.INT4, builtins.INT2, builtins.NUMERIC];

const ourTypes = (): TypeOverrides => {
  const overrides = new TypeOverrides();
  for (const oid of INTEGERS) overrides.setTypeParser(oid, (text) => BigInt(text));
  return overrides;
};

/** Called when a connection was lost or a table is missing: what was cached of the database may no longer be true. */
export type OnReset = () => void;

/** The pool of read connections. Each query is read-only and a statement of its own. */
export const readers = (address: PostgresAddress, onReset: OnReset): Pool =>
  pool(address, onReset, {
    max: READERS_MAX,
    query_timeout: READ_MS + SILENT_MS,
    settings: {
      default_transaction_read_only: 'on',
      statement_timeout: READ_MS,
      lock_timeout: READ_MS,
    },
  });

/** The pool with the one write connection. It stays open, so that a lost server is noticed. */
export const writer = (address: PostgresAddress, onReset: OnReset): Pool =>
  pool(address, onReset, {
    max: 1,
    idleTimeoutMillis: 0,
    query_timeout: WRITE_MS,
    settings: {
      lock_timeout: LOCK_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      // The projector writes for everybody.
      [SEES]: EVERYTHING,
      // A commit that is lost in a crash would be missing until the next event arrives.
      synchronous_commit: 'on',
    },
  });

const pool = (
  { url, schema, options }: PostgresAddress,
  onReset: OnReset,
  {
    settings,
    ...config
  }: PoolConfig & { readonly settings: Readonly<Record<string, string | number>> },
): Pool => {
  const all = { search_path: schema, client_min_messages: 'warning', ...settings };
  const connections = new Pool({
    connectionString: url,
    application_name: `budget-ledger ${schema}`,
    options: [options, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)]
      .join(' ')
      .trim(),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // The framework closes nothing of an application that it could not create: idle connections do not keep its process.
    allowExitOnIdle: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: ourTypes(),
    // Statements are sent without waiting for answers, and a timeout closes the connection.
    pipeline: true,
    ...config,
  });
  // Without a listener an idle connection that breaks would end the process.
  connections.on('connect', (client) => void client.on('error', onReset));
  connections.on('error', () => undefined);
  const count = (by: number): void =>
    void inUse.set(connections, (inUse.get(connections) ?? 0) + by);
  connections.on('acquire', () => count(1)).on('release', () => count(-1));
  // Every query that waits for one listens.
  connections.setMaxListeners(0);
  return connections;
};

/** The number of connections that queries have at the moment. The pool's own count has those that are being opened too. */
const inUse = new WeakMap<Pool, number>();

/** What the queries of a connection see since the last time that it was said; at first nothing. */
const seenOn = new WeakMap<PoolClient, string>();

/** Tells the connection what the caller of the next query sees: the row level security of the tables asks for it. */
const limit = async (client: PoolClient): Promise<void> => {
  const sees = seen()?.streams.join(' ') ?? EVERYTHING;
  if (seenOn.get(client) === sees) return;
  seenOn.delete(client);
  await client.query({ text: `SELECT set_config('${SEES}', $1, false)`, values: [sees] });
  seenOn.set(client, sees);
};

const preparedOf = new WeakMap<PoolClient, PreparedNames>();

/**
 * A connection of the pool. While the server gives no new one, or all are in use for longer than connecting may take, the
 * pool's own are waited for, as long as a query may take.
 */
const connected = async (connections: Pool): Promise<PoolClient> => {
  const began = performance.now();
  for (;;)
    try {
      return await connections.connect();
    } catch (error) {
      const hasOwn = (inUse.get(connections) ?? 0) > 0;
      // Others of this process may be connecting at the moment.
      const mayGetOwn = hasOwn || connections.totalCount > 0;
      const waited = performance.now() - began;
      if (!isWithoutConnection(error) || !mayGetOwn || waited > (hasOwn ? READ_MS : CONNECT_MS))
        throw error;
      await once(connections, 'release', { signal: AbortSignal.timeout(LOOK_MS) }).catch(() => {});
    }
};

/** A connection for one query: errors become refusals, and a broken connection is not used again. */
export const reader = async (
  connections: Pool,
  { place }: PostgresAddress,
  onReset: OnReset,
): Promise<QueryConnection> => {
  let client: PoolClient;
  try {
    client = await connected(connections);
  } catch (error) {
    throw asRefusal(error, place);
  }
  const prepared = preparedOf.get(client) ?? new PreparedNames(PREPARED_MAX);
  preparedOf.set(client, prepared);
  let broken = false;
  let stale = false;
  return {
    query: async (sql, values) => {
      for (let deadlocks = 1; ; deadlocks++)
        try {
          await limit(client);
          const name = stale ? undefined : prepared.nameOf(sql);
          return await client.query({ ...(name && { name }), text: sql, values: [...values] });
        } catch (error) {
          if (isStale(error) && !stale) {
            stale = true;
            continue;
          }
          // Views are being switched: the repeated query reads the new ones.
          if (isDeadlock(error) && deadlocks < DEADLOCKS_MAX) continue;
          broken ||= isBroken(error);
          if (broken || isGone(error)) onReset();
          throw asRefusal(error, place);
        }
    },
    release: () => client.release(broken || stale),
  };
};
