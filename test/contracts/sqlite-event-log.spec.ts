import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { describeEventLog, logUnderTest } from './event-log.contract.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';

// Writes and follows thousands of events.
jest.setTimeout(LARGE_DATA_TEST_MS);

describeEventLog('The embedded log keeps the contract', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  return logUnderTest(
    () => SqliteEventLog.open({ file: join(folder, 'log.db') }),
    () => rmSync(folder, { recursive: true }),
  );
});
