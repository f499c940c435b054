import { projections } from '../../projections/index.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { Config } from '../../src/config/config.js';
import { boundHeap } from '../../src/program/bounded-heap.js';
import { Projector } from '../../src/projector/projector.js';
import { openViews } from '../../src/views/open-views.js';
import { answer } from '../child.js';
import { timed } from '../measure.js';

/** `rebuild LOG VIEWS`: builds all views from the first event, as the start of a service does after they were deleted. VIEWS is a value of LEDGER_VIEWS. */
const [logFile, place] = process.argv.slice(2) as [string, string];
boundHeap();
const log = SqliteEventLog.open({ file: logFile, readonly: true });
const views = await openViews(Config.of({ LEDGER_VIEWS: place }).views, () => {});
const projector = new Projector(log, views, projections);
let events = 0;
const taken = await timed(async () => {
  events = (await projector.catchUp()).sequence;
});
await projector.stop();
await views.close();
await log.close();
answer({ ...taken, events });
