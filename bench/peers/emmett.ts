import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Appender } from '../appender.js';
import { appendsTo, type EmmettStore } from './emmett-appends.js';

/** Installed by `npm run bench:peers` outside the project's own dependencies, because it is published without a licence. */
const PACKAGE = fileURLToPath(
  new URL(
    '../../../bench/peers/node_modules/@event-driven-io/emmett-sqlite/dist/index.js',
    import.meta.url,
  ),
);

interface EmmettModule {
  getSQLiteEventStore(options: { fileName: string }): EmmettStore;
}

/** Emmett's SQLite store with its defaults, or why there is none. */
export const openEmmett = async (
  file: string,
): Promise<
  { readonly store: Appender; absent?: never } | { readonly store: null; readonly absent: string }
> => {
  if (!existsSync(PACKAGE)) return { store: null, absent: 'not installed (npm run bench:peers)' };
  const emmett = (await import(pathToFileURL(PACKAGE).href)) as EmmettModule;
  const store = emmett.getSQLiteEventStore({ fileName: file });
  return {
    store: {
      name: 'emmett-sqlite',
      append: appendsTo(store),
      close: () => {},
    },
  };
};
