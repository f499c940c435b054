import { pause } from '../../concurrency/pause.js';
import { randomUUID } from 'node:crypto';
import { Refusal } from '../../domain/errors.js';
import { canonical } from '../canonical.js';
import {
  LogCorrupt,
  WrongExpectedVersion,
  type EndedEpoch,
  type Epoch,
  type LogIdentity,
  type EncodedEvent,
  type StoredEvent,
} from '../event-log.js';
import type { AppendAnswer } from './grpc-calls.js';

/** The stream with the ledger's identity. It has another prefix than the ledger's streams, so that reads omit it. */
const STREAM = 'ledger-identity';

/** The calls that the identity needs. */
export interface IdentityStore {
  /** The first and the last event of the stream. */
  readonly read: (stream: string) => Promise<readonly StoredEvent[]>;
  readonly append: (
    stream: string,
    expected: 'no-stream' | number,
    events: readonly EncodedEvent[],
  ) => Promise<AppendAnswer>;
  /** Whether the server has events in streams with the ledger's prefixes. */
  readonly hasEvents: () => Promise<boolean>;
}

/** The identity of the ledger, with the place where its events begin on the server. */
export interface KnownIdentity extends LogIdentity {
  /** The position of an event before all events of the ledger. */
  readonly origin: bigint;
}

/** The identity of the ledger on the server; undefined before the first writer has created it. */
export const findIdentity = async ({ read }: IdentityStore): Promise<KnownIdentity | undefined> => {
  const events = await read(STREAM);
  const [first] = events;
  // Each new epoch appends an event: the last one is valid.
  const last = events.at(-1);
  return first && last && { ...parseIdentity(last), origin: first.position };
};

/**
 * The same, created if there is none; `founded` is called before that. When several processes do it at once, the first wins.
 *
 * @throws {Refusal} `data-folder-unusable`: another program uses streams with the ledger's prefixes.
 */
export const ensureIdentity = async (
  store: IdentityStore,
  founded: () => Promise<void>,
): Promise<KnownIdentity> => {
  const found = await findIdentity(store);
  if (found) return found;
  // Reads begin at the identity's position, so that earlier events would be visible in some reads only.
  if (await store.hasEvents()) {
    const meanwhile = await findIdentity(store);
    if (meanwhile) return meanwhile;
    throw new Refusal(
      'data-folder-unusable',
      'The server has streams called budget-… or agency-… of another program: name another server in LEDGER_LOG, or add &ledger=NAME for a ledger of its own there.',
    );
  }
  await founded();
  await store.append(STREAM, 'no-stream', [
    {
      id: randomUUID(),
      type: 'LedgerFounded',
      data: canonical({ epoch: 1, ledger: randomUUID() }),
      meta: canonical({}),
    },
  ]);
  await readWritten(store, STREAM);
  return (await findIdentity(store))!;
};

/** How often, and in which interval in ms, a stream is read that has been written. */
const READS_MAX = 500;
const READ_MS = 20;

/**
 * The first and the last event of a stream to which this or another process has appended an event with this version: a server
 * refuses a second append to it some moments before it shows the first.
 *
 * @throws {LogCorrupt} it does not show that event within ten seconds.
 */
export const readWritten = async (
  store: Pick<IdentityStore, 'read'>,
  stream: string,
  version = 0,
): ReturnType<IdentityStore['read']> => {
  for (let reads = 0; reads < READS_MAX; reads += 1) {
    const events = await store.read(stream);
    if ((events.at(-1)?.version ?? -1) >= version) return events;
    await pause(READ_MS);
  }
  throw new LogCorrupt(`The stream ${stream} was written and cannot be read.`);
};

/** Appends the epoch that is valid from now on. @throws {RangeError} the epoch would decrease. */
export const writeEpoch = async (store: IdentityStore, { epoch, ended }: Epoch): Promise<void> => {
  const last = (await store.read(STREAM)).at(-1);
  if (!last) throw new RangeError('a ledger that does not exist has no epoch');
  const { ledger, epoch: before } = parseIdentity(last);
  if (epoch < before) throw new RangeError(`epoch ${before} cannot be followed by ${epoch}`);
  const data = canonical({
    ended: ended.map(({ upTo, position, ...each }) => ({
      ...each,
      position: String(position),
      upTo: String(upTo),
    })),
    epoch,
    ledger,
  });
  if (data === last.data) return;
  const answer = await store.append(STREAM, last.version, [
    { id: randomUUID(), type: 'EpochBegun', data, meta: canonical({}) },
  ]);
  if ('actual' in answer) throw new WrongExpectedVersion(STREAM, last.version, answer.actual);
};

/** As stored on the server: positions are texts, and the first event has no `ended`. */
interface StoredIdentity {
  readonly ledger: string;
  readonly epoch: number;
  readonly ended: readonly (Pick<EndedEpoch, 'epoch' | 'renumbered'> & {
    readonly upTo: string;
    readonly position: string;
  })[];
}

const parseIdentity = ({ data }: StoredEvent): LogIdentity => {
  try {
    const { ledger, epoch, ended = [] } = JSON.parse(data) as Partial<StoredIdentity>;
    if (typeof ledger === 'string' && Number.isInteger(epoch))
      return {
        ledger,
        epoch: epoch!,
        ended: ended.map(({ upTo, position, ...each }) => ({
          ...each,
          upTo: BigInt(upTo),
          position: BigInt(position),
        })),
      };
  } catch {
    // Not JSON: reported below.
  }
  throw new LogCorrupt(
    `The stream ${STREAM} does not contain the ledger's identity: restore the log from a backup.`,
  );
};
