import { z } from 'zod';
import {
  authorityField,
  budgetField,
  sourceField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

const entry = z.strictObject({
  position: z.string(),
  sequence: z.int(),
  id: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable(),
  approvedOn: z.string().nullable(),
  actor: z.string(),
  line: z.string().nullable(),
  before: z.string().nullable(),
  delta: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string().nullable(),
  authority: authorityField.nullable(),
  source: sourceField.nullable(),
  /** Of a correction that was recorded after the year was closed. */
  afterClose: z.literal(true).exactOptional(),
});
/** One event of a trail; an amendment has an entry for each line that it moves. Amounts are in yuan. */
export type TrailEntry = AnswerOf<typeof entry>;

/** The answer of `budgets trail`, in log order. */
export const trailAnswer = z
  .strictObject({ budget: budgetField, entries: z.array(entry), asOf: asOfAnswer })
  .meta({ id: 'Trail' });
/** What `budgets trail` answers. */
export type TrailAnswer = AnswerOf<typeof trailAnswer>;
