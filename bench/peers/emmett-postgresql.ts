import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Appender } from '../appender.js';
import { appendsTo, type EmmettStore } from './emmett-appends.js';

/** Installed by `npm run bench:peers` outside the project's own dependencies, because it is published without a licence. */
const PACKAGE = fileURLToPath(
  new URL(
    '../../../bench/peers/postgresql/node_modules/@event-driven-io/emmett-postgresql/dist/index.js',
    import.meta.url,
  ),
);

interface EmmettModule {
  getPostgreSQLEventStore(address: string): EmmettStore & { close(): Promise<void> };
}

/** Emmett's PostgreSQL store with its defaults; null if it is not installed. */
export const openEmmettPostgresql = async (address: string): Promise<Appender | null> => {
  if (!existsSync(PACKAGE)) return null;
  const emmett = (await import(pathToFileURL(PACKAGE).href)) as EmmettModule;
  const store = emmett.getPostgreSQLEventStore(address);
  return {
    name: 'emmett-postgresql',
    append: appendsTo(store),
    close: () => store.close(),
  };
};
