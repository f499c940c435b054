import { z } from 'zod';
import { tokenField } from '../log/token-field.js';
import { projectionField, stoppedField, type AnswerOf } from '../validation/answer-fields.js';
import { listOrPage } from '../validation/page.js';

const agencyAnswer = z
  .strictObject({
    code: z.string(),
    /** The name that it has today. */
    name: z.string(),
    /** Each name with its first day, in the order of the days; the first one holds from ever, and its day is null. */
    names: z.array(z.strictObject({ name: z.string(), effectiveOn: z.string().nullable() })),
    /** How many budgets of it are opened. */
    budgets: z.int(),
    stopped: stoppedField.meta({
      description: 'A view of the agency itself is stopped: its names are not complete',
    }),
  })
  .meta({ id: 'Agency' });
/** An agency, with its names of all times. */
export type AgencyAnswer = AnswerOf<typeof agencyAnswer>;

/** The answer of `agencies list`, by code; a part of it where `limit` or `after` is given. */
export const agenciesAnswer = listOrPage(agencyAnswer);

/** The answer to a renaming: the agency with its new name, the version of its stream, and the token of the write. */
export const renamedAnswer = z
  .strictObject({
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    version: z.int(),
    token: tokenField,
    projection: projectionField,
  })
  .meta({ id: 'Renamed' });
/** What `agencies rename` answers. */
export type RenamedAnswer = AnswerOf<typeof renamedAnswer>;
