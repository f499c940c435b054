import { z } from 'zod';
import {
  authorityField,
  budgetField,
  claimField,
  sourceField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { isPaged, type PageRequest } from '../../validation/page.js';
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
  claim: claimField,
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

const wholeTrail = z
  .strictObject({ budget: budgetField, entries: z.array(entry), asOf: asOfAnswer })
  .meta({ id: 'Trail' });
/** What `budgets trail` answers. */
export type TrailAnswer = AnswerOf<typeof wholeTrail>;

const trailPart = z
  .strictObject({
    budget: budgetField,
    items: z.array(entry),
    next: z.string().nullable(),
    asOf: asOfAnswer,
  })
  .meta({ id: 'TrailPart' });
/** A part of a trail, where `limit` or `after` is given. */
export type TrailPart = AnswerOf<typeof trailPart>;

/** The answer of `budgets trail`, in log order: the whole, or a part of it where `limit` or `after` is given. */
export const trailAnswer = z.union([wholeTrail, trailPart]);

/** The trail as it is answered: the whole as before, a part for those who ask for one. */
export const asTrailOrPart = (
  { budget, entries, asOf, next }: TrailAnswer & { readonly next: string | null },
  page: PageRequest,
): TrailAnswer | TrailPart =>
  isPaged(page) ? { budget, items: entries, next, asOf } : { budget, entries, asOf };
