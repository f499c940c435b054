import { LogUnavailable } from '../../src/log/event-log.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { eventsOf } from './log-events.js';
import { NOT_STORED, UNKNOWN } from './log-process.js';

/*
 * A process that appends to a log, three events at a time, and prints the last version of every acknowledged append.
 * Arguments: `<file> <stream> <appends>`. It ends after that many appends, when the log cannot be written, or when it is
 * killed.
 */
const [file, stream, appends] = process.argv.slice(2) as [string, string, string];
const log = SqliteEventLog.open({ file });
process.stdout.write(`${(await log.identity()).ledger}\n`);
try {
  for (let i = 0; i < Number(appends); i++) {
    const { version } = await log.append(stream, 'any', eventsOf(3, stream));
    process.stdout.write(`${version}\n`);
  }
} catch (error) {
  if (!(error instanceof LogUnavailable)) throw error;
  process.exitCode = error.outcome === 'unknown' ? UNKNOWN : NOT_STORED;
}
await log.close();
