import fc from 'fast-check';
import type { BudgetId } from '../values/budget-id.js';
import type { LineKey } from '../values/line.js';
import { share, spellShare, WHOLE } from './share.js';
import { continued, type LineLink } from './continuity.js';

const OLD = 'project/旧/fiscal-appropriation' as LineKey;
const to = (line: string, weight: string): LineLink => ({
  line: `project/${line}/fiscal-appropriation` as LineKey,
  from: { budget: 'a-2022-unit' as BudgetId, line: OLD },
  weight,
});

describe('An amount of last year', () => {
  it.each([
    ['stays under its own key without a link', [], 100n, [[OLD, 100n]]],
    ['goes on whole in a renamed line', [to('新', '1')], 100n, [[to('新', '1').line, 100n]]],
    [
      'is split, and the largest remainder gets the fen that is left',
      [to('甲', '0.333333'), to('乙', '0.333334'), to('丙', '0.333333')],
      100n,
      [
        [to('甲', '1').line, 33n],
        [to('乙', '1').line, 34n],
        [to('丙', '1').line, 33n],
      ],
    ],
    [
      'keeps under its key what the weights leave',
      [to('甲', '0.4')],
      -101n,
      [
        [to('甲', '1').line, -40n],
        [OLD, -61n],
      ],
    ],
  ] as const)('%s', (_, links, amount, parts) =>
    expect(continued(OLD, amount, links).map(({ line, fen }) => [line, fen])).toEqual(parts),
  );

  it('is the sum of its parts, whatever the weights are', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.array(fc.bigInt({ min: 1n, max: WHOLE / 8n }), { maxLength: 8 }),
        (amount, weights) => {
          const links = weights.map((weight, index) => to(String(index), spellShare(weight)));
          const sum = continued(OLD, amount, links).reduce((all, { fen }) => all + fen, 0n);
          expect(sum).toBe(amount);
        },
      ),
    ));
});

describe('A weight', () => {
  it.each([
    ['1', '1'],
    ['1.000', '1'],
    ['0.40', '0.4'],
    ['0.000001', '0.000001'],
  ])('%s is spelled %s', (text, spelled) => expect(spellShare(share(text))).toBe(spelled));

  it.each(['0', '0.0', '1.1', '-0.4', '0.0000001', '40%', '.4', ''])('%j is refused', (text) =>
    expect(() => share(text)).toThrow(expect.objectContaining({ code: 'link-weight' })),
  );
});
