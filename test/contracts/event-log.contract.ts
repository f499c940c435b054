import { describeAppends } from './event-log-appends.contract.js';
import { describeFollowing } from './event-log-follow.contract.js';
import { describeReads } from './event-log-reads.contract.js';
import { describeRestore } from './event-log-restore.contract.js';
import { describeWriters } from './event-log-writers.contract.js';
import type { EventLog } from '../../src/log/event-log.js';

/** An empty log of its own for one test. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** The same log through a connection of its own, as another process has it. Closed with the test. */
  readonly another: () => Promise<EventLog>;
  /** Closes and removes everything. */
  readonly dispose: () => Promise<void>;
}

export type LogFactory = () => Promise<LogUnderTest>;

/** What every adapter of the port promises. Nothing here may know how an adapter does it. */
export const describeEventLog = (name: string, factory: LogFactory): void => {
  describe(name, () => {
    let under: LogUnderTest;
    beforeEach(async () => {
      under = await factory();
    });
    afterEach(() => under.dispose());
    const current = () => under;

    describeAppends(current);
    describeReads(current);
    describeFollowing(current);
    describeWriters(current);
    describeRestore(current);
  });
};
