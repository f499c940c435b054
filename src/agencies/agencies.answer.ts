import { z } from 'zod';
import { tokenField } from '../log/token-field.js';
import type { AnswerOf } from '../validation/answer-fields.js';

/** The answer to a renaming: the agency with its new name, the version of its stream, and the token of the write. */
export const renamedAnswer = z
  .strictObject({
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    version: z.int(),
    token: tokenField,
  })
  .meta({ id: 'Renamed' });
/** What `agencies rename` answers. */
export type RenamedAnswer = AnswerOf<typeof renamedAnswer>;
