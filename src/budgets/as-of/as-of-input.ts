import { refuseFutureInstant, type AsOf } from '../../domain/values/as-of.js';
import type { Instant } from '../../domain/values/civil-date.js';

/**
 * The question about the past that the flags ask.
 *
 * @throws {Refusal} `as-of-in-future`: it asks what will be known.
 */
export const asOfOf = ({ effective, recorded, position }: AsOf): AsOf => {
  const asOf = { effective, recorded, position };
  refuseFutureInstant(asOf, new Date().toISOString() as Instant);
  return asOf;
};
