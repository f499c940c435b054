import type { EventLog } from './event-log.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';

/** A file, or a server by its connection string. */
export type LogPlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'eventstoredb'; readonly connection: string };

/** How a log is opened, whatever its engine. */
export interface OpenLog {
  /** Opens an existing log and never writes to it. */
  readonly readonly?: boolean;
  /** Receives messages for the operator. */
  readonly logger?: (sentence: string) => void;
}

/** Opens the log. The EventStoreDB client is loaded only when it is used. */
export const openLog = async (place: LogPlace, options: OpenLog = {}): Promise<EventLog> => {
  const { readonly = false, logger } = options;
  if (place.kind === 'sqlite') return SqliteEventLog.open({ file: place.file, readonly });
  const { EventStoreDbEventLog } = await import('./eventstoredb/eventstoredb-event-log.js');
  return EventStoreDbEventLog.open({
    connection: place.connection,
    readonly,
    ...(logger && { logger }),
  });
};
