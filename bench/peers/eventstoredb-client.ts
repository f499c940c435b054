import { jsonEvent, EventStoreDBClient, streamNameFilter, NO_STREAM } from '@eventstore/db-client';
import type { ExpectedVersion, NewEvent } from '../../src/log/event-log.js';
import type { Appender } from '../appender.js';

/** Credentials in each call make the client take its unary path; a server without security ignores them. */
const UNARY = { credentials: { username: 'admin', password: 'changeit' } };

/** The client of EventStoreDB, used as its manual shows. */
export class BareClient implements Appender {
  readonly name = 'bare client';
  private readonly client: EventStoreDBClient;

  constructor(
    connection: string,
    private readonly prefix: string,
  ) {
    this.client = EventStoreDBClient.connectionString(connection);
  }

  append(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): Promise<unknown> {
    return this.client.appendToStream(
      `${this.prefix}${stream}`,
      events.map(({ id, type, data, ...metadata }) =>
        jsonEvent({ id, type, data: data as never, metadata: metadata as never }),
      ),
      { ...UNARY, expectedRevision: typeof expected === 'number' ? BigInt(expected) : NO_STREAM },
    );
  }

  /** Reads the first `events` events of the streams with this prefix; the client parses their JSON. */
  async catchUp(prefix: string, events: number): Promise<void> {
    const subscription = this.client.subscribeToAll({
      filter: streamNameFilter({ prefixes: [`${prefix}budget-`, `${prefix}agency-`] }),
    });
    let seen = 0;
    for await (const { event } of subscription) if (event && (seen += 1) === events) break;
    await subscription.unsubscribe();
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}
