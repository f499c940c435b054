import type { LineKey } from '../values/line.js';
import { fromFen, type Fen } from '../values/money.js';
import type { Budget } from './budget-state.js';
import type { Superseded } from './superseded.js';

/** The figure of a line that an entry or a document replaces: {@link Superseded} in fen. */
export interface FigureToReplace {
  readonly before: Fen | null;
  readonly corrected: Fen;
}

/**
 * The figure that ends when the line is entered again or discontinued. `before` is null for a line that the budget never
 * had; one that was discontinued, or that only amendments opened, comes back from zero.
 */
export const figureToReplace = (budget: Budget, line: LineKey): FigureToReplace => {
  const old = budget.status === 'open' ? budget.lines.get(line) : undefined;
  if (old) return { before: old.original, corrected: old.corrected - old.original };
  return { before: isDiscontinued(budget, line) ? 0n : null, corrected: 0n };
};

/** Whether a newer document took the line out of the original budget. Amendments of it may stand all the same. */
export const isDiscontinued = (budget: Budget, line: LineKey): boolean =>
  budget.status === 'open' && budget.discontinued.has(line);

/** The amount that ends with the figure. */
export const sumToReplace = ({ before, corrected }: FigureToReplace): Fen =>
  (before ?? 0n) + corrected;

/** The figure as an event says it. */
export const asSuperseded = ({ before, corrected }: FigureToReplace): Superseded => ({
  before: before === null ? null : fromFen(before),
  ...(corrected === 0n ? {} : { corrected: fromFen(corrected) }),
});
