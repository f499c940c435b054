import type { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
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
  documents: { recorded: 0, checked: 0, missing: 0 },
};

/**
 * Verifies an existing log and the files of its documents without writing to them. A log that is too damaged to be opened is
 * reported as a problem.
 *
 * @throws {Refusal} `documents-unavailable`: the folder of documents cannot be read.
 */
export const verifyLog = async (
  { log: engine, documents: folder }: Config,
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
    const documents = await checkDocuments(verified.documents, new KeptDocuments(folder));
    return answerOf(verified, documents, (await log.identity()).epoch);
  } finally {
    await log.close();
  }
};

/** Of which documents the file was compared with the recorded hash, and which files are other ones. */
interface CheckedDocuments {
  readonly counts: VerifiedAnswer['documents'];
  readonly problems: readonly string[];
}

const checkDocuments = async (
  recorded: ReadonlySet<string>,
  kept: KeptDocuments,
): Promise<CheckedDocuments> => {
  let missing = 0;
  const problems: string[] = [];
  for (const sha256 of recorded) {
    const state = await kept.state(sha256);
    if (state === 'missing') missing += 1;
    if (state === 'damaged')
      problems.push(`The file of the document ${sha256} has other bytes than were recorded.`);
  }
  return {
    counts: { recorded: recorded.size, checked: recorded.size - missing, missing },
    problems,
  };
};

const answerOf = (
  { events, streams, lastPosition, problems: ofLog }: Verified,
  { counts, problems: ofDocuments }: CheckedDocuments,
  epoch: number,
): VerifiedAnswer => ({
  ok: ofLog.length + ofDocuments.length === 0,
  events,
  streams,
  lastToken: events === 0 ? null : tokenOf(epoch, lastPosition),
  problems: [...ofLog, ...ofDocuments],
  documents: counts,
});
