import { z } from 'zod';
import type { CivilDate } from '../../domain/values/civil-date.js';
import { typedString, type AnswerOf } from '../../validation/answer-fields.js';

/** The point in time of an answer. */
export const asOfAnswer = z
  .strictObject({
    effective: typedString<CivilDate>().nullable(),
    recorded: z.string().nullable(),
    position: z.string(),
  })
  .meta({
    id: 'AsOf',
    description: 'What the question resolved to; asked again with it, the answer is the same',
  });

/** What a question resolved to: the last event within its bounds, of the budget and of what it is compared with. Asked again with `position`, it answers the same bytes. */
export type ResolvedAsOf = AnswerOf<typeof asOfAnswer>;
