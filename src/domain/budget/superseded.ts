import type { LineCorrected } from '../events/budget.events.js';
import { toFen, ZERO, type Fen, type Yuan } from '../values/money.js';

/** The figure of a line that a newer document replaces or no longer has, as events say it. */
export interface Superseded {
  /** As an earlier document or a clerk entered it; null where there was none. */
  readonly before: Yuan | null;
  /** What corrections have moved it by since: they end with it. Absent where there were none. */
  readonly corrected?: Yuan;
}

/** The amount that ends with the figure: with its corrections, without amendments of the line, which stay. */
export const supersededFen = ({ before, corrected = ZERO }: Superseded): Fen =>
  toFen(before ?? ZERO) + toFen(corrected);

/** The amount by which a correction moves its line. */
export const correctedBy = ({ from, to }: LineCorrected['data']): Fen => toFen(to) - toFen(from);
