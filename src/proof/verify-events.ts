import type { Config } from '../config/config.js';
import type { EventLog, LogIdentity } from '../log/event-log.js';
import { isDamagedLog } from '../log/sqlite/errors.js';
import { triggerProblems } from '../log/sqlite/triggers.js';
import { singleClockFrom, verify, type Verified } from '../log/verify.js';
import { checkpointsAt, placesOf } from './kept-checkpoints.js';
import { ProofCheck, type CheckOptions, type ProofChecked } from './check-proof.js';

/** What reading every event of a log has shown, with its problems and those of its tree together. */
export interface VerifiedEvents extends Verified {
  /** The problems of the log by itself, which stand before those of its tree. */
  readonly ofLog: readonly string[];
  /** What is wrong with the file of an embedded log beside its events. */
  readonly ofFile: readonly string[];
  /** Undefined where the log cannot be read, or a server has no ledger. */
  readonly identity: LogIdentity | undefined;
  readonly proof: ProofChecked | undefined;
}

/** What a log is compared with, and who hears of the progress. */
export interface VerifyEventsOptions extends CheckOptions {
  /** Called with the number of events read so far, and of all events where it is known. */
  readonly progress?: (done: number, total?: number) => void;
}

/**
 * Reads and checks every event of a log, and compares it with the tree that is kept and with checkpoints: those given, and those at the
 * places of LEDGER_CHECKPOINTS. Writes nothing.
 *
 * @throws {Refusal} `proof-unusable`: the file of the tree, the key, or one of these places cannot be read.
 */
export const verifyEvents = async (
  log: EventLog,
  { log: engine, proof: settings }: Pick<Config, 'log' | 'proof'>,
  { progress = () => {}, outside = [], key }: VerifyEventsOptions = {},
): Promise<VerifiedEvents> => {
  const identity = await identityOf(log, engine);
  const total = await totalOf(log, engine);
  const all = [...outside, ...(await checkpointsAt(placesOf(settings)))];
  const check = identity && ProofCheck.begin(identity, settings, { outside: all, key });
  const verified = await verify(log, {
    progress: (done) => progress(done, total),
    onEvent: (stored) => check?.add(stored),
    // With several services there are several clocks; reads correct their differences by the order of the log.
    singleClockFrom: engine.kind === 'sqlite' && identity ? singleClockFrom(identity) : null,
  });
  const proof = check?.finish({ isWhole: verified.isReadToEnd });
  const ofFile = engine.kind === 'sqlite' ? await problemsOfFile(engine.file) : [];
  return withProof({ ...verified, ofLog: verified.problems, ofFile, identity, proof });
};

/** With the problems of the log, of its tree and of its file together. */
export const withProof = (verified: VerifiedEvents): VerifiedEvents => {
  const { ofLog, ofFile, proof } = verified;
  return { ...verified, problems: [...ofLog, ...(proof?.problems ?? []), ...ofFile] };
};

/** A server without a ledger has no identity. A log that cannot be read is reported when its events are read. */
const identityOf = (log: EventLog, { kind }: Config['log']): Promise<LogIdentity | undefined> =>
  unlessDamaged(async () =>
    kind === 'eventstoredb' && (await log.head()) === 0n ? undefined : log.identity(),
  );

/** The number of events: the positions of an embedded log have no gaps. */
const totalOf = (log: EventLog, { kind }: Config['log']): Promise<number | undefined> =>
  unlessDamaged(async () => (kind === 'sqlite' ? Number(await log.head()) : undefined));

const problemsOfFile = async (file: string): Promise<readonly string[]> =>
  file === ':memory:' ? [] : ((await unlessDamaged(async () => triggerProblems(file))) ?? []);

const unlessDamaged = async <T>(read: () => Promise<T | undefined>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isDamagedLog(error)) return undefined;
    throw error;
  }
};
