import { z } from 'zod';
import { instant, logPosition } from '../domain/values/as-of.js';
import { agencyCode, FISCAL_YEARS, SCOPES } from '../domain/values/budget-id.js';
import { civilDate } from '../domain/values/civil-date.js';
import { PAGE_ENTRIES_MAX } from '../validation/page.js';
import { parsedBy } from '../validation/parsed-by.js';

/** The query parameters that several paths have, named as the command line's flags. An unknown parameter is refused by name. */

/** For a route without query parameters: any parameter is refused as unknown. */
export const noParameters = z.strictObject({});

/** A civil date in a query; anything else is refused as `malformed`. */
export const date = parsedBy(civilDate).meta({ description: 'A day, YYYY-MM-DD' });

/** `?rebuild` and `?rebuild=true` mean yes. */
export const flag = z
  .enum(['true', 'false', ''])
  .transform((text) => text !== 'false')
  .optional();

/** The parameters of a query as of a date or position, see `AsOf`. */
export const asOfParameters = {
  effective: date
    .optional()
    .meta({ description: 'What is in force on this day; without it everything counts' }),
  recorded: parsedBy((text) => instant(withPlus(text)))
    .optional()
    .meta({ description: 'What was recorded up to this instant, such as 2023-06-15T08:00:00Z' }),
  position: parsedBy(logPosition)
    .optional()
    .meta({ description: 'What was recorded up to this position of the log' }),
};

/** The `+` of an offset arrives as a blank when it was not percent-encoded. */
const withPlus = (text: string): string =>
  text.replace(/^(\S+[Tt ]\d{2}:\S+) (\d{2}(?::?\d{2})?)$/, '$1+$2');

/** The parameters that choose among the budgets of the ledger. */
export const budgetParameters = {
  agency: parsedBy(agencyCode).optional().meta({ description: 'Of the budgets of this agency' }),
  year: z.coerce
    .number()
    .int()
    .min(FISCAL_YEARS.first)
    .max(FISCAL_YEARS.last)
    .optional()
    .meta({ description: 'Of the budgets of this fiscal year' }),
};

/** The parameter that chooses 部门预算 or 单位预算. */
export const scope = z.enum(SCOPES).optional();

/** The parameters of a list that is answered in parts. */
export const pageParameters = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_ENTRIES_MAX)
    .optional()
    .meta({ description: 'At most so many entries; the answer is {items, next}' }),
  after: z
    .string()
    .min(1)
    .optional()
    .meta({ description: '`next` of the part before; the answer is {items, next}' }),
};
