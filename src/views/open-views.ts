import { SqliteViews } from './sqlite/sqlite-views.js';
import type { Views, ViewsLogger } from './views-database.js';

/** Where the views are. */
export type ViewsPlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens the views. */
export const openViews = async (engine: ViewsPlace, logger: ViewsLogger): Promise<Views> => {
  if (engine.kind === 'sqlite') return SqliteViews.open(engine.file, logger);
  // Loaded only when it is used: the embedded ledger needs no client of a server.
  const { PostgresViews } = await import('./postgres/postgres-views.js');
  return PostgresViews.open(engine.url, logger);
};
