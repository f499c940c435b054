import { randomUUID } from 'node:crypto';
import { canonical } from '../canonical.js';
import { eventId, keyOfChange } from '../event-id.js';
import {
  IdempotencyKeyTaken,
  LogCorrupt,
  WrongExpectedVersion,
  type Unchanged,
} from '../event-log.js';
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
 * cannot be in the same transaction, so a key is claimed before the events are appended. A second event says that the same
 * request recorded nothing after all: another change was first, and had done what it asked for.
 */
export class ClaimedKeys {
  constructor(private readonly store: Pick<IdentityStore, 'read' | 'append'>) {}

  /**
   * Claims a key for the events of a request. The same request may do so again, until it has recorded nothing.
   *
   * @throws {IdempotencyKeyTaken} the key belongs to another request, or to one that recorded nothing.
   */
  async claim(key: string, stream: string, fingerprint: string): Promise<void> {
    const claim = { key, stream, fingerprint, version: null, position: null };
    const there = await this.claimed('no-stream', claim);
    if (there !== undefined && (!isSame(there, claim) || there.version !== null))
      throw new IdempotencyKeyTaken(key);
  }

  /** What a request with this key was answered that recorded nothing. */
  async unchanged(key: string): Promise<Unchanged | undefined> {
    return unchangedOf(claimIn(key, await this.store.read(streamOf(key))));
  }

  /**
   * Remembers what a request was answered that recorded nothing, and gives what was remembered first.
   *
   * @param current Version of the last event of the request's stream, as it is now.
   * @throws {IdempotencyKeyTaken} the key belongs to another request.
   * @throws {WrongExpectedVersion} the same request has claimed the key for events, and the stream has changed since it was
   *   read: the events may be there.
   */
  async remember(
    key: string,
    unchanged: Unchanged,
    current: () => Promise<number>,
  ): Promise<Unchanged> {
    const claim = { key, ...unchanged, position: String(unchanged.position) };
    let there = await this.claimed('no-stream', claim);
    if (there?.version === null && isSame(there, claim)) {
      const version = await current();
      if (version !== unchanged.version)
        throw new WrongExpectedVersion(unchanged.stream, unchanged.version, version);
      there = await this.claimed(0, claim);
    }
    if (there !== undefined && !isSame(there, claim)) throw new IdempotencyKeyTaken(key);
    return unchangedOf(there) ?? unchanged;
  }

  /** Writes a claim; gives the one that stands there instead. */
  private async claimed(expected: 'no-stream' | 0, claim: Claim): Promise<Claim | undefined> {
    const stream = streamOf(claim.key);
    const answer = await this.store.append(stream, expected, [
      {
        id: randomUUID(),
        type: 'IdempotencyKeyClaimed',
        data: canonical({ ...claim }),
        meta: canonical({}),
      },
    ]);
    if (!('actual' in answer)) return undefined;
    return claimIn(claim.key, await readWritten(this.store, stream, answer.actual));
  }
}

/** A hash, because a key may be longer than a name and contain any character. */
const streamOf = (key: string): string => PREFIX + eventId(keyOfChange(key), 0);

/** The claim that counts: the last one. */
const claimIn = (key: string, claims: readonly { readonly data: string }[]): Claim | undefined => {
  const last = claims.at(-1);
  try {
    return last && (JSON.parse(last.data) as Claim);
  } catch (cause) {
    throw new LogCorrupt(
      `The stream ${streamOf(key)} does not contain the claim of an idempotency key: restore the log from a backup.`,
      { cause },
    );
  }
};

const isSame = (one: Claim, other: Claim): boolean =>
  one.stream === other.stream && one.fingerprint === other.fingerprint;

const unchangedOf = (claim: Claim | undefined): Unchanged | undefined =>
  claim === undefined || claim.version === null
    ? undefined
    : {
        stream: claim.stream,
        fingerprint: claim.fingerprint,
        version: claim.version,
        position: BigInt(claim.position!),
      };
