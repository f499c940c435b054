import { z } from 'zod';
import { CUTS, type Against } from '../budgets/reports/deltas.query.js';
import { instant, logPosition, refuseFuture } from '../domain/values/as-of.js';
import { civilDate, isCivilDate, type Instant } from '../domain/values/civil-date.js';
import { SHOWN_UNITS } from '../budgets/tables/table-shapes.js';
import { Refusal } from '../domain/errors.js';
import { parsedBy } from '../validation/parsed-by.js';
import { SCHEDULES } from '../domain/values/line.js';

/** The parameters of the paths: named as the command line's flags. Whatever is not listed is refused by name. */

export const date = parsedBy(civilDate).meta({ description: 'A day, YYYY-MM-DD' });

const asOf = {
  effective: date
    .optional()
    .meta({ description: 'What is in force on this day; without it all counts' }),
  recorded: parsedBy((text) => {
    const recorded = instant(withPlus(text));
    refuseFuture({ recorded }, new Date().toISOString() as Instant);
    return recorded;
  })
    .optional()
    .meta({ description: 'What was recorded up to this instant, such as 2023-06-15T08:00:00Z' }),
  position: parsedBy(logPosition)
    .optional()
    .meta({ description: 'What was recorded up to this position of the log' }),
};

/** An offset's `+` that was not encoded arrives as a blank. */
const withPlus = (text: string): string =>
  text.replace(/^(\S+[Tt ]\d{2}:\S+) (\d{2}(?::?\d{2})?)$/, '$1+$2');

/** `?rebuild` and `?rebuild=true` say yes. */
export const flag = z
  .enum(['true', 'false', ''])
  .transform((text) => text !== 'false')
  .optional();

const AGAINST = ['prior-budget', 'prior-adjusted', 'prior-execution', 'original'] as const;

const against = parsedBy((text): Against => {
  const kind = AGAINST.find((each) => each === text);
  if (kind) return kind;
  if (isCivilDate(text)) return { effective: text };
  throw new Refusal(
    'malformed',
    `against is "${text}": give ${AGAINST.join(', ')} or a day of the calendar as YYYY-MM-DD.`,
  );
})
  .optional()
  .meta({ description: `One of ${AGAINST.join(', ')}, or a day` });

export const noParameters = z.strictObject({});
export const linesParameters = z.strictObject({ schedule: z.enum(SCHEDULES).optional(), ...asOf });
export const bridgeParameters = linesParameters;
export const deltasParameters = z.strictObject({ against, by: z.enum(CUTS).optional(), ...asOf });
export const trailParameters = z.strictObject({
  line: z.string().min(1).optional().meta({ description: 'A line key, or one of its codes' }),
  ...asOf,
});
export const TABLE_FORMATS = ['json', 'csv', 'md', 'xlsx'] as const;
const shownUnit = z.enum(SHOWN_UNITS).optional();
export const tableParameters = z.strictObject({
  unit: shownUnit,
  rebuild: flag.meta({ description: 'Also where the document lacks the table' }),
  format: z.enum(TABLE_FORMATS).optional().meta({ description: 'Instead of Accept' }),
  ...asOf,
});
export const DOCUMENT_FORMATS = ['json', 'md', 'csv', 'xlsx', 'pdf', 'docx'] as const;
export const documentParameters = z.strictObject({
  unit: shownUnit.meta({ description: 'Of T1 to T8; T9 is in 万元' }),
  rebuild: flag.meta({ description: 'Also the tables that the document lacks' }),
  format: z.enum(DOCUMENT_FORMATS).optional().meta({ description: 'Instead of Accept' }),
  ...asOf,
});
