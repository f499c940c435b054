import Database from 'better-sqlite3';
import { removeDatabaseFiles } from '../../sqlite/side-files.js';
import { LogCorrupt } from '../event-log.js';
import { SqliteEventLog } from '../sqlite/sqlite-event-log.js';
import { openLogFile } from '../sqlite/open-log-file.js';
import { asLogError } from '../sqlite/errors.js';
import { identityReader } from '../sqlite/restore.js';
import { singleClockFrom, verify, type Verified } from '../verify.js';
import type { LogIdentity } from '../event-log.js';

/** Pages that are copied before the event loop continues. */
const STEP_PAGES = 1_000;

/** A log that was copied and verified. */
export interface WholeLog extends Verified {
  readonly identity: LogIdentity;
}

/** Copies a snapshot of a log, which may be written to meanwhile. `progress` gets the pages copied and the total. */
export const copyLog = async (
  from: string,
  to: string,
  progress: (done: number, total: number) => void,
): Promise<void> => {
  removeDatabaseFiles(to);
  const db = openLogFile({ file: from, readonly: true });
  try {
    // Holds a snapshot: otherwise each commit of another process restarts the copy.
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM ledger').get();
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages);
        return STEP_PAGES;
      },
    });
  } catch (error) {
    throw asLogError(error, to);
  } finally {
    db.close();
  }
};

/** Switches a copy out of WAL mode, so that it is a single file. */
export const settleFile = (file: string): void => {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
};

/**
 * Verifies a log that nobody writes to: the pages of the file and every event.
 *
 * @throws {LogCorrupt} with the first problem.
 */
export const readWhole = async (
  file: string,
  progress: (done: number) => void,
): Promise<WholeLog> => {
  const identity = checkPages(file);
  const log = SqliteEventLog.open({ file, readonly: true });
  try {
    const verified = await verify(log, { progress, singleClockFrom: singleClockFrom(identity) });
    const [problem] = verified.problems;
    if (problem !== undefined) throw new LogCorrupt(`${file} is broken. ${problem}`);
    return { ...verified, identity };
  } finally {
    await log.close();
  }
};

const checkPages = (file: string): LogIdentity => {
  const db = openLogFile({ file, readonly: true });
  try {
    const said = db.pragma('integrity_check(1)', { simple: true });
    if (said !== 'ok') throw new LogCorrupt(`${file} is damaged: ${String(said)}.`);
    return identityReader(db)();
  } catch (error) {
    throw asLogError(error, file);
  } finally {
    db.close();
  }
};
