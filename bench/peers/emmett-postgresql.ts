import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ExpectedVersion, NewEvent } from '../../src/log/event-log.js';
import type { Appender } from '../appends.js';

/** Installed by `npm run bench:peers`, beside the project and not into it: it is published without a licence. */
const PACKAGE = fileURLToPath(
  new URL(
    '../../../bench/peers/postgresql/node_modules/@event-driven-io/emmett-postgresql/dist/index.js',
    import.meta.url,
  ),
);

interface EmmettModule {
  getPostgreSQLEventStore(address: string): {
    appendToStream(
      stream: string,
      events: readonly { type: string; data: unknown; metadata: unknown }[],
      options: { expectedStreamVersion: bigint | 'STREAM_DOES_NOT_EXIST' },
    ): Promise<unknown>;
    close(): Promise<void>;
  };
}

/** The PostgreSQL store of Emmett as it comes; null where it is not installed. */
export const openEmmettPostgresql = async (address: string): Promise<Appender | null> => {
  if (!existsSync(PACKAGE)) return null;
  const emmett = (await import(pathToFileURL(PACKAGE).href)) as EmmettModule;
  const store = emmett.getPostgreSQLEventStore(address);
  return {
    name: 'emmett-postgresql',
    append: (stream: string, expected: ExpectedVersion, events: readonly NewEvent[]) =>
      store.appendToStream(
        stream,
        events.map(({ type, data, ...metadata }) => ({ type, data, metadata })),
        {
          // Its versions count from 1.
          expectedStreamVersion:
            typeof expected === 'number' ? BigInt(expected + 1) : 'STREAM_DOES_NOT_EXIST',
        },
      ),
    close: () => store.close(),
  };
};
