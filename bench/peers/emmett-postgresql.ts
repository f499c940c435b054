import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Appender } from '../appender.js';

/** Installed by `npm run bench:peers` outside the project's own dependencies, because it is published without a licence. */
const PACKAGE = fileURLToPath(
  new URL(
    '../../../bench/peers/node_modules/@event-driven-io/emmett-postgresql/dist/index.js',
    import.meta.url,
  ),
);

/** What is used of Emmett's store. */
interface EmmettStore {
  appendToStream(
    stream: string,
    events: readonly { type: string; data: unknown; metadata: unknown }[],
    options: { expectedStreamVersion: bigint | 'STREAM_DOES_NOT_EXIST' },
  ): Promise<unknown>;
  close(): Promise<void>;
}

interface EmmettModule {
  getPostgreSQLEventStore(address: string): EmmettStore;
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

const appendsTo =
  (store: EmmettStore): Appender['append'] =>
  (stream, expected, events) =>
    store.appendToStream(
      stream,
      events.map(({ type, data, ...metadata }) => ({ type, data, metadata })),
      {
        // Emmett counts versions from 1.
        expectedStreamVersion:
          typeof expected === 'number' ? BigInt(expected + 1) : 'STREAM_DOES_NOT_EXIST',
      },
    );
