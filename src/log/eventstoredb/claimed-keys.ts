import { canonical } from '../canonical.js';
import { eventId, keyOfChange } from '../event-id.js';
import { IdempotencyKeyTaken, LogCorrupt, type Unchanged } from '../event-log.js';
import { readWritten, type IdentityStore } from './identity.js';

/** Before the names of the streams of keys. It is another prefix than the ledger's streams have, so that reads omit them. */
const PREFIX = 'ledger-key-';

/** A request that has claimed a key, as stored: `version` and `position` are null when it claimed the key for events. */
interface Claim {
  readonly key: string;
  readonly stream: string;
  readonly fingerprint: string;
  readonly version: number | null;
  readonly position: string | null;
}

/**
 * The idempotency keys of the ledger, each claimed by the first event of a stream of its own: the server takes one at most,
 * in any number of processes, and finds a stream in a time that does not grow with their number. An append to another stream
 * cannot be in the same transaction, so a key is claimed before the events are appended.
 */
export class ClaimedKeys {
  constructor(private readonly store: Pick<IdentityStore, 'read' | 'append'>) {}

  /**
   * Claims a key for the events of a request. The same request may do so again.
   *
   * @throws {IdempotencyKeyTaken} the key belongs to another request, or to one that recorded nothing.
   */
  async claim(key: string, stream: string, fingerprint: string): Promise<void> {
    const claim = { key, stream, fingerprint, version: null, position: null };
    const first = await this.write(claim);
    if (first !== undefined && !isSame(first, claim)) throw new IdempotencyKeyTaken(key);
  }

  /** What a request with this key was answered that recorded nothing. */
  async unchanged(key: string): Promise<Unchanged | undefined> {
    return unchangedOf(await this.find(key));
  }

  /**
   * Remembers what a request was answered that recorded nothing, and gives what was remembered first.
   *
   * @throws {IdempotencyKeyTaken} the key belongs to another request.
   */
  async remember(key: string, { position, ...unchanged }: Unchanged): Promise<Unchanged> {
    const claim = { key, ...unchanged, position: String(position) };
    await this.write(claim);
    const first = await this.first(key);
    if (first.stream !== claim.stream || first.fingerprint !== claim.fingerprint)
      throw new IdempotencyKeyTaken(key);
    return unchangedOf(first) ?? { ...unchanged, position };
  }

  /** The claim that was first when it is another one; undefined when this one was, or the same again. */
  private async write(claim: Claim): Promise<Claim | undefined> {
    const { key, stream, fingerprint } = claim;
    const kind = claim.version === null ? 'events' : 'unchanged';
    // The server takes the same id again for the same append.
    const id = eventId(canonical([key, stream, fingerprint, kind]), 0);
    const answer = await this.store.append(streamOf(key), 'no-stream', [
      {
        id,
        type: 'IdempotencyKeyClaimed',
        data: canonical({ ...claim }),
        meta: canonical({}),
      },
    ]);
    if (!('actual' in answer)) return undefined;
    return this.first(key);
  }

  /** The claim of a key that has one. */
  private async first(key: string): Promise<Claim> {
    const [first] = await readWritten(this.store, streamOf(key));
    return this.claimIn(key, first!);
  }

  private async find(key: string): Promise<Claim | undefined> {
    const [first] = await this.store.read(streamOf(key));
    return first && this.claimIn(key, first);
  }

  private claimIn(key: string, first: { readonly data: string }): Claim {
    try {
      return JSON.parse(first.data) as Claim;
    } catch (cause) {
      throw new LogCorrupt(
        `The stream ${streamOf(key)} does not contain the claim of an idempotency key: restore the log from a backup.`,
        { cause },
      );
    }
  }
}

/** A hash, because a key may be longer than a name and contain any character. */
const streamOf = (key: string): string => PREFIX + eventId(keyOfChange(key), 0);

const isSame = (one: Claim, other: Claim): boolean =>
  one.stream === other.stream &&
  one.fingerprint === other.fingerprint &&
  (one.version === null) === (other.version === null);

const unchangedOf = (claim: Claim | undefined): Unchanged | undefined =>
  claim === undefined || claim.version === null
    ? undefined
    : {
        stream: claim.stream,
        fingerprint: claim.fingerprint,
        version: claim.version,
        position: BigInt(claim.position!),
      };
