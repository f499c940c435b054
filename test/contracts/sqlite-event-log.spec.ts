import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../../src/log/event-log.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { describeEventLog } from './event-log.contract.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';

// Writes and follows thousands of events.
jest.setTimeout(LARGE_DATA_TEST_MS);

describeEventLog('The embedded log keeps the contract', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const opened: EventLog[] = [];
  const open = () => {
    const log = SqliteEventLog.open({ file: join(folder, 'log.db') });
    opened.push(log);
    return log;
  };
  return {
    log: open(),
    another: async () => open(),
    dispose: async () => {
      await Promise.all(opened.map((log) => log.close()));
      rmSync(folder, { recursive: true });
    },
  };
});
