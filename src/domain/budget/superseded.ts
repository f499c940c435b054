import { toFen, ZERO, type Yuan } from '../values/money.js';

/** A figure that a newer document replaces or no longer has. */
export interface Superseded {
  /** As an earlier document or a clerk entered it; null where there was none. */
  readonly before: Yuan | null;
  /** What corrections had moved it by since: they end with it. Absent where there were none. */
  readonly corrected?: Yuan;
}

/** What the figure counted for, in fen. Amendments of the line are acts of their own and stay. */
export const stood = ({ before, corrected = ZERO }: Superseded): bigint =>
  toFen(before ?? ZERO) + toFen(corrected);
