import { Refusal } from '../domain/errors.js';

/** `e<epoch>-<20-digit position>`: comes back with every write, and is what a reader gives to see its own write. */
export type Token = string & { readonly __kind: 'token' };

const TOKEN = /^e(\d{1,9})-(\d{20})$/;

export const tokenOf = (epoch: number, position: bigint): Token =>
  `e${epoch}-${position.toString().padStart(20, '0')}` as Token;

/**
 * The position that a token names. Refuses (`token-malformed`) another form and (`epoch-changed`) a token given out
 * before the ledger was restored from a backup.
 */
export const positionOf = (token: string, epoch: number): bigint => {
  const match = TOKEN.exec(token);
  if (!match)
    throw new Refusal(
      'token-malformed',
      `"${token}" is not a token: give one back as the ledger gave it, like e1-00000000000000000042.`,
    );
  if (Number(match[1]) !== epoch)
    throw new Refusal(
      'epoch-changed',
      `The token ${token} is of another epoch: the ledger was restored since. Read a snapshot and follow from its token.`,
      { epoch },
    );
  return BigInt(match[2]!);
};
