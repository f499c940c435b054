import { z } from 'zod';
import type { AnswerOf } from '../../validation/answer-fields.js';
import { groupAnswer } from '../groups/groups.answer.js';

/** One delivery that was tried. */
const attempt = z
  .strictObject({
    at: z.string(),
    id: z
      .string()
      .meta({ description: 'The id of the change, and the webhook-id of the delivery' }),
    sequence: z.int().min(1),
    status: z.int().meta({ description: 'What was answered; 0 where nothing was' }),
    answer: z.string().meta({ description: 'The beginning of the answer, or why there was none' }),
  })
  .meta({ id: 'WebhookAttempt' });
/** One delivery that was tried. */
export type Attempt = AnswerOf<typeof attempt>;

/** A webhook, without its secret. */
export const webhookAnswer = z
  .strictObject({
    name: z.string(),
    owner: z.string().nullable().meta({
      description: 'The subject that has put it; null where nobody was authenticated',
    }),
    url: z.string(),
    disabled: z.string().nullable().meta({ description: 'Why nothing is sent; its place is kept' }),
    attempts: z.array(attempt).meta({ description: 'The last 20, newest first' }),
    group: groupAnswer.meta({ description: 'How far it is, and what is parked' }),
  })
  .meta({ id: 'Webhook' });
/** A webhook, without its secret. */
export type WebhookAnswer = AnswerOf<typeof webhookAnswer>;

/** The webhooks, in the order of their names. */
export const webhooksAnswer = z.array(webhookAnswer);

/** A secret, which is shown only once. */
export const secretAnswer = z
  .strictObject({
    name: z.string(),
    secret: z.string().nullable().meta({ description: 'whsec_…; null where it stays as it was' }),
  })
  .meta({ id: 'WebhookSecret' });
/** A secret, which is shown only once. */
export type SecretAnswer = AnswerOf<typeof secretAnswer>;

/** What a receiver answered to a delivery of a test. */
export const testAnswer = z
  .strictObject({ status: z.int(), answer: z.string() })
  .meta({ id: 'WebhookTest' });
/** What a receiver answered to a delivery of a test. */
export type TestAnswer = AnswerOf<typeof testAnswer>;
