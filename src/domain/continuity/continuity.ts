import type { LineLinked } from '../events/budget.events.js';
import type { LineKey } from '../values/line.js';
import type { Fen } from '../values/money.js';
import { allot, share, WHOLE, type Share } from './share.js';

/** That a line of this year goes on from a line of last year. */
export type LineLink = Pick<LineLinked['data'], 'line' | 'from' | 'weight'>;

/** The link between two lines as one string. */
export const linkKey = ({ line, from }: Omit<LineLink, 'weight'>): string =>
  [line, from.budget, from.line].join(' ');

/** How much of a line of last year goes on in the lines of these links. */
export const linkedShare = (from: LineLink['from'], links: Iterable<LineLink>): Share =>
  [...links]
    .filter((link) => link.from.budget === from.budget && link.from.line === from.line)
    .reduce((sum, { weight }) => sum + share(weight), 0n);

/** A part of an amount of last year, and the line that it is to be compared with. */
export interface ContinuedAmount {
  readonly line: LineKey;
  readonly fen: Fen;
}

/**
 * The amounts of last year that links move, under the keys with which they are to be compared: of the lines that go on in others,
 * and of those in which they do. Other amounts stay, and the sum of all does. A line that goes on whole in others is zero.
 *
 * @param amountOf Last year's amount of a line; undefined where it has no such line.
 */
export const movedAmounts = (
  amountOf: (line: LineKey) => Fen | undefined,
  links: readonly LineLink[],
): ReadonlyMap<LineKey, Fen> => {
  const byFrom = Map.groupBy(links, ({ from }) => from.line);
  const moved = new Map<LineKey, Fen>();
  const add = (line: LineKey, fen: Fen) =>
    moved.set(line, (moved.get(line) ?? amountOf(line) ?? 0n) + fen);
  for (const [from, of] of byFrom) {
    const amount = amountOf(from);
    if (amount === undefined) continue;
    add(from, -amount);
    for (const { line, fen } of continued(from, amount, of)) add(line, fen);
  }
  return moved;
};

/**
 * Where an amount of a line of last year goes on: in the lines that are linked to it, by their weights, and with the rest under
 * its own key. The parts add up to the amount exactly.
 */
export const continued = (
  from: LineKey,
  amount: Fen,
  links: readonly LineLink[],
): readonly ContinuedAmount[] => {
  const of = links.filter((link) => link.from.line === from);
  const shares = of.map(({ weight }) => share(weight));
  const rest = WHOLE - shares.reduce((sum, each) => sum + each, 0n);
  const lines = [...of.map(({ line }) => line), ...(rest > 0n ? [from] : [])];
  const parts = allot(amount, [...shares, ...(rest > 0n ? [rest] : [])]);
  return lines.map((line, index) => ({ line, fen: parts[index]! }));
};
