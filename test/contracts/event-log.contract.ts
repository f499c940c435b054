import { describeAppends } from './event-log-appends.contract.js';
import { describeFollowing } from './event-log-follow.contract.js';
import { describeKeys } from './event-log-keys.contract.js';
import { describeReads } from './event-log-reads.contract.js';
import { describeRestore } from './event-log-restore.contract.js';
import { describeWriters } from './event-log-writers.contract.js';
import type { EventLog } from '../../src/log/event-log.js';

/** An empty log for one test. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** The same log through another connection, as in another process. Closed with the test. */
  readonly another: () => Promise<EventLog>;
  /** Closes and removes everything. */
  readonly dispose: () => Promise<void>;
}

export type LogFactory = () => Promise<LogUnderTest>;

/** A log that each call of `open` connects to. `dispose`: removes it once the connections are closed. */
export const logUnderTest = (
  open: () => EventLog,
  dispose: () => void | Promise<void>,
): LogUnderTest => {
  const opened: EventLog[] = [];
  const connect = () => {
    const log = open();
    opened.push(log);
    return log;
  };
  return {
    log: connect(),
    another: async () => connect(),
    dispose: async () => {
      await Promise.all(opened.map((log) => log.close()));
      await dispose();
    },
  };
};

/** The contract of every adapter of the port, independent of its implementation. */
export const describeEventLog = (name: string, factory: LogFactory): void => {
  describe(name, () => {
    let under: LogUnderTest;
    beforeEach(async () => {
      under = await factory();
    });
    afterEach(() => under.dispose());
    const current = () => under;

    describeAppends(current);
    describeKeys(current);
    describeReads(current, factory);
    describeFollowing(current);
    describeWriters(current);
    describeRestore(current);
  });
};
