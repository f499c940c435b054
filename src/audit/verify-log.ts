import type { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { openLog } from '../log/open-log.js';
import { tokenOf } from '../log/token.js';
import { singleClockFrom, verify, type Verified } from '../log/verify.js';
import { isDamagedLog } from '../log/sqlite/errors.js';
import type { VerifiedAnswer } from './audit.answer.js';

/** The answer for a ledger without events. */
export const NOTHING: VerifiedAnswer = {
  ok: true,
  events: 0,
  streams: 0,
  lastToken: null,
  problems: [],
};

/** Verifies an existing log without writing to it. A log that is too damaged to be opened is reported as a problem. */
export const verifyLog = async (
  { log: engine }: Config,
  progress: (done: number) => void,
): Promise<VerifiedAnswer> => {
  let log: EventLog;
  try {
    log = await openLog(engine, { readonly: true });
  } catch (error) {
    // The process that created the file ended before it wrote anything.
    if (error instanceof Refusal && error.details['blank'] === true) return NOTHING;
    // A log whose header is damaged looks like the database of another program.
    const foreign = error instanceof Refusal && error.details['foreign'] === true;
    if (!foreign && !isDamagedLog(error)) throw error;
    return { ...NOTHING, ok: false, problems: [error.message] };
  }
  try {
    const verified = await verify(log, {
      progress,
      // With several services there are several clocks; reads correct their differences by the order of the log.
      singleClockFrom: engine.kind === 'sqlite' ? singleClockFrom(await log.identity()) : null,
    });
    // A server without a ledger has no events and no identity.
    if (verified.events === 0 && verified.problems.length === 0) return NOTHING;
    return answerOf(verified, (await log.identity()).epoch);
  } finally {
    await log.close();
  }
};

const answerOf = (
  { events, streams, lastPosition, problems }: Verified,
  epoch: number,
): VerifiedAnswer => ({
  ok: problems.length === 0,
  events,
  streams,
  lastToken: events === 0 ? null : tokenOf(epoch, lastPosition),
  problems,
});
