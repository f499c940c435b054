import { z } from 'zod';
import { listingKnown } from '../../validation/validate.js';
import { FILTERS, type FilterName } from '../filter-options.js';

const several = <T extends z.ZodType<string>>(value: T) =>
  z.array(value).min(1).max(1_000).optional();
const values = several(z.string());
const { year: _, ...OTHERS } = FILTERS;
const members = {
  ...(Object.fromEntries(Object.keys(OTHERS).map((name) => [name, values])) as Record<
    Exclude<FilterName, 'year'>,
    typeof values
  >),
  year: several(z.union([z.string(), z.int().transform(String)])),
};
/** A filter in a body: the values of each member as texts; a year may be a number. */
export const filterBody = z.strictObject(members, listingKnown(members));
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
