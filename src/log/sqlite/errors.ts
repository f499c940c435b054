import { Refusal } from '../../domain/errors.js';
import { isDamage, sqliteCode } from '../../sqlite/sqlite-code.js';
import { LogCorrupt, LogUnavailable } from '../event-log.js';

/** Turns an error of SQLite about the file into a refusal; any other error is returned unchanged. */
export const asLogError = (
  error: unknown,
  file: string,
  outcome: 'not-stored' | 'unknown' = 'not-stored',
): unknown => {
  const code = sqliteCode(error);
  const options = { cause: error };
  if (isDamage(error))
    return new LogCorrupt(
      `The log ${file} is damaged (${code}): stop writing, and restore it from a backup.`,
      options,
    );
  if (code === 'SQLITE_FULL')
    return new LogUnavailable(
      `The log ${file} cannot grow, the disk is full: make room and repeat the change.`,
      outcome,
      options,
    );
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return new LogUnavailable(
      `Another program has locked the log ${file} for more than ${BUSY_TIMEOUT_MS} ms: end that program or repeat the change.`,
      outcome,
      options,
    );
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOLFS)/.test(code))
    return new LogUnavailable(
      `The log ${file} cannot be used (${code}): check the disk and the permissions of the folder, then repeat.`,
      outcome,
      options,
    );
  return error;
};

/** The refusal of a call to a log that was closed. */
export const closedLog = (file: string): LogUnavailable =>
  new LogUnavailable(`The log ${file} is closed: open it again.`);

/** The refusal of a write to a log that was opened for reading. */
export const readOnlyLog = (file: string): LogUnavailable =>
  new LogUnavailable(`The log ${file} is open for reading only: open it for writing.`);

/** How long a writer waits for a lock of another process. */
export const BUSY_TIMEOUT_MS = 5_000;

/** Whether the file of a log is damaged: its content, or its beginning, so that SQLite does not take it for a database. */
export const isDamagedLog = (error: unknown): error is Error =>
  error instanceof LogCorrupt ||
  (error instanceof Refusal && sqliteCode(error.cause) === 'SQLITE_NOTADB');
