import { randomUUID } from 'node:crypto';
import type { Instant } from '../../src/domain/values/civil-date.js';
import { encodeData, encodeMeta } from '../../src/log/envelope.js';
import type { EncodedAppend, StoredEvent } from '../../src/log/event-log.js';
import { EventStoreDbStandIn } from './eventstoredb-stand-in.js';

/** An empty ledger on EventStoreDB: on a real server where there is one, otherwise on a stand-in. */
export const emptyServerLedger = async (): Promise<{
  readonly connection: string;
  readonly dispose: () => Promise<void>;
}> => {
  const server = process.env['LEDGER_TEST_ESDB'];
  if (server !== undefined && server !== '')
    return {
      connection: `${server}&ledger=test_${randomUUID().replaceAll('-', '')}`,
      dispose: async () => {},
    };
  const standIn = await EventStoreDbStandIn.start();
  return { connection: standIn.connection, dispose: () => standIn.stop() };
};

/** An append of agencies with its stored texts. */
export const agencies = (
  stream: string,
  from: number,
  n: number,
  { name = '宝山区', recordedAt = '2023-03-01T08:00:00.000Z' } = {},
): EncodedAppend => {
  const correlationId = randomUUID();
  return {
    stream,
    expected: from === 0 ? 'no-stream' : from - 1,
    events: Array.from({ length: n }, (_, i) => {
      const event = {
        id: randomUUID(),
        type: 'AgencyRegistered',
        schemaVersion: 1,
        data: { code: `${stream}_${from + i}`, name },
        actor: '张',
        correlationId,
        causationId: null,
      };
      const { id, type } = event;
      return {
        id,
        type,
        data: encodeData(event),
        meta: encodeMeta(event, { recordedAt: recordedAt as Instant }),
      };
    }),
  };
};

/** An event without its position, which depends on the engine. */
export const withoutPosition = (event: StoredEvent) => ({ ...event, position: undefined });
