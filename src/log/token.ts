import { Refusal } from '../domain/errors.js';
import type { Epoch } from './event-log.js';

/** `e<epoch>-<20-digit position>`: comes back with every write, and is what a reader gives to see its own write. */
export type Token = string & { readonly __kind: 'token' };

const TOKEN = /^e(\d{1,9})-(\d{20})$/;

export const tokenOf = (epoch: number, position: bigint): Token =>
  `e${epoch}-${position.toString().padStart(20, '0')}` as Token;

/**
 * The position that a token names. Refuses (`token-malformed`) another form and (`epoch-changed`) a token given out
 * before the ledger was restored or moved. The refusal's details say what is left of what the token counts:
 * `lastCommonToken` and `lastCommonPosition`, the last event that both histories have, as it stands now, and `goOnFrom`, the
 * token of now from which a reader misses nothing and sees nothing twice; each null where it cannot be told.
 */
export const positionOf = (token: string, now: Epoch): bigint => {
  const match = TOKEN.exec(token);
  if (!match)
    throw new Refusal(
      'token-malformed',
      `"${token}" is not a token: give one back as the ledger gave it, like e1-00000000000000000042.`,
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
  const what = `The token ${given.token} is of another epoch: the ledger was restored or moved since.`;
  const refused = (advice: string, goOnFrom: Token | null = null): Refusal =>
    new Refusal('epoch-changed', `${what} ${advice}`, details(goOnFrom));
  if (!left) return refused('Read a snapshot and follow from its token.');
  const lastCommon = `${tokenOf(given.epoch, left.upTo)}, which is ${tokenOf(epoch, left.position)} now`;
  if (given.position > left.upTo)
    return refused(
      `What came after ${lastCommon}, is not in it any more: read a snapshot and follow from its token.`,
    );
  if (left.renumbered && given.position !== left.upTo)
    return refused(
      `It has all up to ${lastCommon}, under other positions: read a snapshot and follow from its token.`,
    );
  const goOnFrom = tokenOf(epoch, left.renumbered ? left.position : given.position);
  return refused(`All that it names is still there: go on from ${goOnFrom}.`, goOnFrom);
};
