import { z } from 'zod';
import {
  budgetField,
  lineField,
  stoppedField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { pageAnswer } from '../../validation/page.js';

/** What a search finds: an agency by its name, a line by its name or code, a project, the reason of a change. */
const HIT_KINDS = ['agency', 'line', 'project', 'amendment', 'correction'] as const;

const hit = z
  .strictObject({
    kind: z.enum(HIT_KINDS),
    budget: budgetField,
    /** Of a line, a project, and the correction of a line. */
    line: lineField.nullable(),
    /** The id of the amendment whose reason it is. */
    amendment: z.string().nullable(),
    /** The id of the event that recorded the text; null for the name of an agency. */
    event: z.string().nullable(),
    /** The whole text in which the words stand, as it was recorded. */
    text: z.string(),
    stopped: stoppedField,
  })
  .meta({ id: 'SearchHit' });
/** One place where a search finds its words. */
export type SearchHit = AnswerOf<typeof hit>;

/** The answer of `budgets search`: agencies, then lines and projects by name, then reasons, budget by budget. */
export const searchAnswer = pageAnswer(hit)
  .extend({
    stopped: z
      .array(budgetField)
      .meta({ description: 'Budgets of which not every text is found, because a view is stopped' })
      .exactOptional(),
  })
  .meta({ id: 'SearchHits' });
/** What a search answers. */
export type SearchAnswer = AnswerOf<typeof searchAnswer>;
