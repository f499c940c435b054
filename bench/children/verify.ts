import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { verifyEvents } from '../../src/proof/verify-events.js';
import { answer } from '../child.js';
import { timed } from '../measure.js';
import { proofSettings } from '../proof-settings.js';

/** `verify LOG PROOF`: verifies every event of a log and its tree, as `audit verify --no-views` does. */
const [file, folder] = process.argv.slice(2) as [string, string];
const log = SqliteEventLog.open({ file, readonly: true });
let events = 0;
const taken = await timed(async () => {
  const verified = await verifyEvents(log, {
    log: { kind: 'sqlite', file },
    proof: proofSettings(folder),
  });
  const [problem] = verified.problems;
  if (problem !== undefined) throw new Error(problem);
  events = verified.proof!.compared;
});
await log.close();
answer({ ...taken, events });
