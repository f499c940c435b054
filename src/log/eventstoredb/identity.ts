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

/** The stream that says which ledger this is. It is none of the ledger's own: no reader of the log sees it. */
const STREAM = 'ledger-identity';

/** What of the server the identity needs. */
export interface IdentityStore {
  /** The first and the last event: every move into the ledger adds some. */
  readonly read: (stream: string) => Promise<readonly StoredEvent[]>;
  readonly append: (
    stream: string,
    expected: 'no-stream' | number,
    events: readonly EncodedEvent[],
  ) => Promise<AppendAnswer>;
  /** Whether a stream has a name that only the ledger's own have. */
  readonly hasEvents: () => Promise<boolean>;
}

export interface KnownIdentity extends LogIdentity {
  /** Stands before every event of the ledger. */
  readonly origin: bigint;
}

/** The ledger that the server keeps; none before the first writer came. */
export const findIdentity = async ({ read }: IdentityStore): Promise<KnownIdentity | undefined> => {
  const events = await read(STREAM);
  const [first] = events;
  // Whoever begins an epoch appends: the last event says which it is.
  const last = events.at(-1);
  return first && last && { ...said(last), origin: first.position };
};

/**
 * The same, made now where there is none; `founded` is called then. Of those who come at once the first one makes it.
 * Refuses (`data-folder-unusable`) a server where another program uses the names of our streams.
 */
export const foundIdentity = async (
  store: IdentityStore,
  founded: () => Promise<void>,
): Promise<KnownIdentity> => {
  const found = await findIdentity(store);
  if (found) return found;
  // Readers begin where the ledger was founded: what stood before would be there and not there.
  if (await store.hasEvents()) {
    const meanwhile = await findIdentity(store);
    if (meanwhile) return meanwhile;
    throw new Refusal(
      'data-folder-unusable',
      'The event log holds streams called budget-… or agency-… that are no ledger of ours: name another server in LEDGER_LOG, or with &ledger=NAME a ledger of its own there.',
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
  const made = await findIdentity(store);
  if (!made) throw new LogCorrupt(`The stream ${STREAM} was written and cannot be read.`);
  return made;
};

/** Appends what holds from now on. An epoch never falls. */
export const writeEpoch = async (store: IdentityStore, { epoch, ended }: Epoch): Promise<void> => {
  const last = (await store.read(STREAM)).at(-1);
  if (!last) throw new RangeError('a ledger that was not begun has no epoch');
  const { ledger, epoch: before } = said(last);
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

/** As it lies on the server: positions are texts, and a ledger that was only founded says nothing of ended epochs. */
interface Said {
  readonly ledger: string;
  readonly epoch: number;
  readonly ended: readonly (Pick<EndedEpoch, 'epoch' | 'renumbered'> & {
    readonly upTo: string;
    readonly position: string;
  })[];
}

const said = ({ data }: StoredEvent): LogIdentity => {
  try {
    const { ledger, epoch, ended = [] } = JSON.parse(data) as Partial<Said>;
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
    // Not JSON is as good as nothing.
  }
  throw new LogCorrupt(
    `The stream ${STREAM} does not say which ledger this is: restore the log from a backup.`,
  );
};
