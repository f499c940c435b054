import { Refusal } from '../domain/errors.js';
import type { Epoch } from './event-log.js';

/** `e<epoch>-<20-digit position>`: returned by every write. A reader sends it to see its own write. */
export type Token = string & { readonly __kind: 'token' };

const TOKEN = /^e(\d{1,9})-(\d{20})$/;

/** The token of a position of the log in an epoch. */
export const tokenOf = (epoch: number, position: bigint): Token =>
  `e${epoch}-${position.toString().padStart(20, '0')}` as Token;

/**
 * The position of a token.
 *
 * @throws {Refusal} `token-malformed`: it has another form.
 * @throws {Refusal} `epoch-changed`: it was issued before the ledger was restored or moved. Its details: `lastCommonToken`
 *   and `lastCommonPosition`, of the last event that both histories contain, in the current epoch, and `goOnFrom`, the
 *   current token from which a reader continues without a gap or a repetition. Each is null when it is not known.
 */
export const positionOf = (token: string, now: Epoch): bigint => {
  const match = TOKEN.exec(token);
  if (!match)
    throw new Refusal(
      'token-malformed',
      `"${token}" is not a token: use one as the ledger returned it, like e1-00000000000000000042.`,
    );
  const epoch = Number(match[1]);
  const position = BigInt(match[2]!);
  if (epoch !== now.epoch) throw epochChanged({ token, epoch, position }, now);
  return position;
};

interface Given {
  readonly token: string;
  readonly epoch: number;
  readonly position: bigint;
}

const epochChanged = (given: Given, { epoch, ended }: Epoch): Refusal => {
  const left = ended.find((each) => each.epoch === given.epoch);
  const details = (goOnFrom: Token | null) => ({
    epoch,
    lastCommonPosition: left ? String(left.position) : null,
    lastCommonToken: left ? tokenOf(epoch, left.position) : null,
    goOnFrom,
  });
  const what = `The token ${given.token} belongs to another epoch: the ledger has been restored or moved since.`;
  const refused = (advice: string, goOnFrom: Token | null = null): Refusal =>
    new Refusal('epoch-changed', `${what} ${advice}`, details(goOnFrom));
  if (!left) return refused('Read a snapshot and follow from its token.');
  const lastCommon = `${tokenOf(given.epoch, left.upTo)}, which is ${tokenOf(epoch, left.position)} now`;
  if (given.position > left.upTo)
    return refused(
      `Events after ${lastCommon}, are no longer in the ledger: read a snapshot and follow from its token.`,
    );
  if (left.renumbered && given.position !== left.upTo)
    return refused(
      `All events up to ${lastCommon}, are in the ledger, under other positions: read a snapshot and follow from its token.`,
    );
  const goOnFrom = tokenOf(epoch, left.renumbered ? left.position : given.position);
  return refused(`All events up to it are still there: go on from ${goOnFrom}.`, goOnFrom);
};
