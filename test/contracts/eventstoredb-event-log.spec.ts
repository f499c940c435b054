import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { describeEventLog, logUnderTest, type LogFactory } from './event-log.contract.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

/** A running server, such as `esdb://127.0.0.1:2113?tls=false`. It may contain other streams: each test uses its own names. */
const server = process.env['LEDGER_TEST_ESDB'];

const onConnection =
  (connection: string, dispose: () => Promise<void>): LogFactory =>
  async () => {
    const address = `${connection}&ledger=test_${randomUUID().replaceAll('-', '')}`;
    return logUnderTest(() => EventStoreDbEventLog.open({ connection: address }), dispose);
  };

if (server)
  describeEventLog(
    'The log on EventStoreDB keeps the contract, on a real server',
    onConnection(server, async () => {}),
  );
else
  describeEventLog(
    'The log on EventStoreDB keeps the contract, on a stand-in for the server',
    async () => {
      const standIn = await EventStoreDbStandIn.start();
      return onConnection(standIn.connection, () => standIn.stop())();
    },
  );
