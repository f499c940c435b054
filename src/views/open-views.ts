import { SqliteViews } from './sqlite/sqlite-views.js';
import type { Views, ViewsLogger } from './views-database.js';

/** The settings of a database of views. */
export type ViewsEngine =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** The views where the settings say. */
export const openViews = async (engine: ViewsEngine, logger: ViewsLogger): Promise<Views> => {
  if (engine.kind === 'sqlite') return SqliteViews.open(engine.file, logger);
  // Loaded when it is chosen: the embedded ledger has no use for a server's client.
  const { PostgresViews } = await import('./postgres/postgres-views.js');
  return PostgresViews.open(engine.url, logger);
};
