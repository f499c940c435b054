import type { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { openLog } from '../log/open-log.js';
import { tokenOf } from '../log/token.js';
import { oneClockAfter, verify, type Verified } from '../log/verify.js';
import { isDamagedLog } from '../log/sqlite/errors.js';
import type { VerifiedAnswer } from './audit.answer.js';

/** A ledger that has not begun has nothing that could be wrong. */
export const NOTHING: VerifiedAnswer = {
  ok: true,
  events: 0,
  streams: 0,
  lastToken: null,
  problems: [],
};

/** Reads every stored byte of a log that exists, and writes nothing. A log that cannot be opened for its damage is a problem too. */
export const verifyLog = async (
  { log: engine }: Config,
  progress: (done: number) => void,
): Promise<VerifiedAnswer> => {
  let log: EventLog;
  try {
    log = await openLog(engine, { readonly: true });
  } catch (error) {
    // Whoever was to make the log was ended before it had.
    if (error instanceof Refusal && error.details['blank'] === true) return NOTHING;
    if (!isDamagedLog(error)) throw error;
    return { ...NOTHING, ok: false, problems: [error.message] };
  }
  try {
    const verified = await verify(log, {
      progress,
      // Of several services each has a clock of its own; the ledger's order corrects them when it reads.
      oneClockAfter: engine.kind === 'sqlite' ? oneClockAfter(await log.identity()) : null,
    });
    // A server that no ledger was begun on has nothing to verify, and no identity.
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
