import type { AsOf } from '../../domain/values/as-of.js';

/** The question about the past that the flags ask. */
export const asOfOf = ({ effective, recorded, position }: AsOf): AsOf => ({
  effective,
  recorded,
  position,
});
