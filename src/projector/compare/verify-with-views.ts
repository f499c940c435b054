import type { Config } from '../../config/config.js';
import type { EventLog } from '../../log/event-log.js';
import { isDamagedLog } from '../../log/sqlite/errors.js';
import {
  verifyEvents,
  withProof,
  type VerifiedEvents,
  type VerifyEventsOptions,
} from '../../proof/verify-events.js';
import { compareApart } from './compare-apart.js';
import { compareKeptViews, type ComparedViews } from './compare-views.js';
import { eventInViews } from './event-in-views.js';

/** So many events are verified and compared one after another; of more of them both are done at once, on two threads. */
const EVENTS_HERE_MAX = 5_000n;

/** Who hears of the progress, and what the log is compared with beside its tree. */
export interface VerifyWithViewsOptions extends VerifyEventsOptions {
  /** Whether the views are compared; default true. */
  readonly views?: boolean;
  /** Called with the number of events that are compared with the views so far, once all are verified, and of all events. */
  readonly viewsProgress?: (done: number, total: number) => void;
  readonly eventsHereMax?: bigint;
}

/**
 * Verifies every event of a log as `verifyEvents` does, and compares the views with it where all of it can be read. Writes nothing.
 *
 * @throws {Refusal} as `verifyEvents` and `compareKeptViews`.
 */
export const verifyWithViews = async (
  log: EventLog,
  config: Pick<Config, 'log' | 'proof' | 'views'>,
  {
    views = true,
    viewsProgress = () => {},
    eventsHereMax = EVENTS_HERE_MAX,
    ...options
  }: VerifyWithViewsOptions = {},
): Promise<{ readonly verified: VerifiedEvents; readonly compared: ComparedViews }> => {
  let total: number | undefined;
  const show = (done: number): void => {
    if (total !== undefined) viewsProgress(done, total);
  };
  const apart = views && (await hasMore(log, eventsHereMax)) ? compareApart(config, show) : null;
  try {
    const verified = await verifyEvents(log, config, options);
    if (!views || verified.events === 0) return { verified, compared: NOT_COMPARED };
    const named = await withRecordedBudget(verified, log, config.views);
    // Where only the tree or a checkpoint differs, the views show what was changed.
    if (verified.ofLog.length > 0) return { verified: named, compared: NOT_COMPARED };
    total = verified.events;
    const compared = await (apart?.compared ?? compareKeptViews(log, config.views, show));
    return { verified: named, compared };
  } finally {
    await apart?.stop();
  }
};

/** With the budget of the first event that differs as the views have it: the log may have none there any more, or another one. */
const withRecordedBudget = async (
  verified: VerifiedEvents,
  log: EventLog,
  views: Config['views'],
): Promise<VerifiedEvents> => {
  const { proof } = verified;
  const first = proof?.firstDifference;
  const recorded = first && (await eventInViews(log, views, first.sequence));
  if (recorded === undefined || recorded === null || recorded.budget === first!.budget)
    return verified;
  const { budget, version } = recorded;
  const [difference, ...others] = proof!.problems;
  const said = `Event ${first!.sequence} was version ${version} of ${budget}, as the views have it.`;
  return withProof({
    ...verified,
    proof: {
      ...proof!,
      firstDifference: { ...first!, budget },
      problems: [difference!, said, ...others],
    },
  });
};

const NOT_COMPARED: ComparedViews = {
  problems: [],
  notCompared: 'The views were not compared with the log.',
};

/** Of a log on a server the positions say no number of events: it is read on two threads sooner. */
const hasMore = async (log: EventLog, events: bigint): Promise<boolean> => {
  try {
    return (await log.head()) > events;
  } catch (error) {
    // It is reported when its events are read.
    if (isDamagedLog(error)) return false;
    throw error;
  }
};
