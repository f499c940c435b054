import { Refusal } from '../domain/errors.js';
import { refuseFutureInstant, type AsOf } from '../domain/values/as-of.js';
import type { Instant } from '../domain/values/civil-date.js';
import type { EventLog } from '../log/event-log.js';
import { refusalAt } from '../validation/validate.js';
import { lastRecorded } from '../views/last-recorded.js';
import { shownCheckpoint } from '../views/shown-checkpoint.js';
import type { Views } from '../views/views-database.js';

/**
 * Refuses a question about what is not recorded yet, whose answer could change. The instant of the last event is never in the
 * future, whatever this machine's clock says: an answer names it, and clocks step and differ.
 *
 * @throws {Refusal} `position-beyond-log`: the log has not reached the position; `as-of-in-future`: the instant is later than
 *   the clock and the last event.
 */
export const refuseFutureQuestion = async (
  views: Views,
  log: EventLog,
  { position, recorded }: AsOf,
): Promise<void> => {
  const now = new Date().toISOString() as Instant;
  if (recorded !== undefined && recorded > now)
    try {
      refuseFutureInstant({ recorded }, (await lastRecorded(views)) ?? now);
    } catch (error) {
      throw error instanceof Refusal ? refusalAt('/recorded', error) : error;
    }
  // What the views have is in the log: mostly it need not be asked.
  if (position === undefined || position <= (await shownCheckpoint(views)).position) return;
  if (position <= (await log.head())) return;
  throw new Refusal(
    'position-beyond-log',
    `Position ${position} is beyond the log: its last event is at ${await log.head()}.`,
  );
};
