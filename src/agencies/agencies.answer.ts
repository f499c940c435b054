import { z } from 'zod';
import { tokenField } from '../log/token-field.js';
import type { AnswerOf } from '../validation/answer-fields.js';

export const renamedAnswer = z
  .strictObject({
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    version: z.int(),
    token: tokenField,
  })
  .meta({ id: 'Renamed' });
export type RenamedAnswer = AnswerOf<typeof renamedAnswer>;
