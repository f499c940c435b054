import { z } from 'zod';
import { FILTERS, type FilterName } from '../filter-options.js';

const values = z.array(z.string()).min(1).max(1_000).optional();
/** A filter in a body: the values of each member as texts. */
export const filterBody = z.strictObject(
  Object.fromEntries(Object.keys(FILTERS).map((name) => [name, values])) as Record<
    FilterName,
    typeof values
  >,
);
/** What asks for parked changes again. */
export const replaying = z
  .strictObject({
    events: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'The number that the same request without it has answered' }),
  })
  .meta({ id: 'ReplayParked' });
