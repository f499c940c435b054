import type { Refusal } from '../domain/errors.js';
import type { Epoch } from './event-log.js';
import { positionOf, tokenOf } from './token.js';

/** A log that was restored twice, with a move to a server in between. */
const now: Epoch = {
  epoch: 4,
  ended: [
    { epoch: 1, upTo: 50n, position: 7_000n, renumbered: true },
    { epoch: 3, upTo: 9_000n, position: 9_000n, renumbered: false },
  ],
};

interface Row {
  readonly epoch: number;
  readonly position: bigint;
  readonly lastCommon: bigint | null;
  readonly goOnFrom: bigint | null;
}

describe('A token', () => {
  it('of this epoch names its position', () =>
    expect(positionOf(tokenOf(4, 9_001n), now)).toBe(9_001n));

  it.each(['', '5', 'e1-5', 'e4-000000000000000000001', 'E4-00000000000000000001'])(
    'is refused when it is "%s"',
    (text) =>
      expect(() => positionOf(text, now)).toThrow(
        expect.objectContaining({ code: 'token-malformed' }) as Error,
      ),
  );

  it.each`
    epoch | position  | lastCommon | goOnFrom  | because
    ${3}  | ${8_000n} | ${9_000n}  | ${8_000n} | ${'all before it is still there, at the same places'}
    ${3}  | ${9_000n} | ${9_000n}  | ${9_000n} | ${'it is the last event that is still there'}
    ${3}  | ${9_001n} | ${9_000n}  | ${null}   | ${'what it names is gone'}
    ${1}  | ${50n}    | ${7_000n}  | ${7_000n} | ${'it is the last event that has moved, and stands elsewhere now'}
    ${1}  | ${49n}    | ${7_000n}  | ${null}   | ${'where it stands now is not known'}
    ${2}  | ${1n}     | ${null}    | ${null}   | ${'of its epoch nothing is known'}
    ${5}  | ${1n}     | ${null}    | ${null}   | ${'its epoch has not begun'}
  `(
    'e$epoch-$position is refused: go on from $goOnFrom, because $because',
    ({ epoch, position, lastCommon, goOnFrom }: Row) => {
      const refusal = caught(() => positionOf(tokenOf(epoch, position), now));
      const token = (at: bigint | null) => (at === null ? null : tokenOf(4, at));
      expect(refusal.code).toBe('epoch-changed');
      expect(refusal.details).toEqual({
        epoch: 4,
        lastCommonPosition: lastCommon === null ? null : String(lastCommon),
        lastCommonToken: token(lastCommon),
        goOnFrom: token(goOnFrom),
      });
      expect(refusal.message).toMatch(
        goOnFrom === null
          ? /read a snapshot and follow from its token\.$/i
          : /: go on from e4-\d{20}\.$/,
      );
    },
  );
});

const caught = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('nothing was refused');
};
