import { processIo } from '../../src/cli/io.js';
import { main } from '../../src/program/run-command.js';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { onEventStoreDb } from './test-stores.js';

/*
 * A process that runs one command and stops when a number of appends are durable, so that it can be killed at this point.
 * Arguments: `<appends> <command line>`. It prints a line when it has stopped.
 */
const [appends, ...argv] = process.argv.slice(2);
const { prototype } = onEventStoreDb ? EventStoreDbEventLog : SqliteEventLog;
const { append } = prototype;
let durable = 0;
const hold = async (): Promise<void> => {
  if (durable < Number(appends)) return;
  process.stdout.write('holding\n');
  await new Promise(() => setInterval(() => {}, 1_000));
};
prototype.append = async function (...appended) {
  await hold();
  const answer = await append.apply(this, appended);
  durable += 1;
  await hold();
  return answer;
};
process.exitCode = await main(argv, processIo());
