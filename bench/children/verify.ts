import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { verifyWithViews } from '../../src/projector/compare/verify-with-views.js';
import { answer } from '../child.js';
import { timed } from '../measure.js';
import { proofSettings } from '../proof-settings.js';

/**
 * `verify LOG PROOF [VIEWS]`: verifies every event of a log and its tree, and compares its views where a file of them is named, as
 * `audit verify` does.
 */
const [file, folder, views] = process.argv.slice(2) as [string, string, string?];
const log = SqliteEventLog.open({ file, readonly: true });
let events = 0;
const taken = await timed(async () => {
  const { verified, compared } = await verifyWithViews(
    log,
    {
      log: { kind: 'sqlite', file },
      proof: proofSettings(folder),
      views: { kind: 'sqlite', file: views ?? ':memory:' },
    },
    { views: views !== undefined },
  );
  const [problem] = [...verified.problems, ...compared.problems];
  if (problem !== undefined) throw new Error(problem);
  if (views !== undefined && compared.notCompared !== null) throw new Error(compared.notCompared);
  events = verified.proof!.compared;
});
await log.close();
answer({ ...taken, events });
