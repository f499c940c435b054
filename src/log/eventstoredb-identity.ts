import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/errors.js';
import { canonical } from './canonical.js';
import { LogCorrupt, type LogIdentity, type StoredEvent } from './event-log.js';
import type { AppendAnswer, EventToSend } from './eventstoredb-wire.js';

/** The stream that says which ledger this is. It is none of the ledger's own: no reader of the log sees it. */
const STREAM = 'ledger-identity';

/** What of the server the identity needs. */
export interface IdentityStore {
  readonly read: (stream: string) => Promise<readonly StoredEvent[]>;
  readonly append: (
    stream: string,
    expected: 'no-stream',
    events: readonly EventToSend[],
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
  // A restore appends: the last event says which epoch it is.
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
      'The event log holds streams called budget-… or agency-… that are no ledger of ours: name another server in LEDGER_LOG.',
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

const said = ({ data }: StoredEvent): LogIdentity => {
  try {
    const { ledger, epoch } = JSON.parse(data) as Partial<LogIdentity>;
    if (typeof ledger === 'string' && Number.isInteger(epoch)) return { ledger, epoch: epoch! };
  } catch {
    // Not JSON is as good as nothing.
  }
  throw new LogCorrupt(
    `The stream ${STREAM} does not say which ledger this is: restore the log from a backup.`,
  );
};
