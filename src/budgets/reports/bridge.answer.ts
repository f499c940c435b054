import { z } from 'zod';
import { AMENDMENT_KINDS, type AmendmentKind } from '../../domain/events/budget.events.js';
import {
  budgetField,
  lineField,
  yuanField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

/** The figures of a bridge, in yuan. */
export const bridgeFigures = z.strictObject({
  original: yuanField,
  amendments: z.strictObject(
    Object.fromEntries(AMENDMENT_KINDS.map((kind) => [kind, yuanField])) as Record<
      AmendmentKind,
      typeof yuanField
    >,
  ),
  corrections: yuanField,
  adjusted: yuanField,
  /** Proposed and not yet approved: beside the adjusted budget, never in it. */
  pending: yuanField,
  executed: yuanField.nullable(),
  events: z.array(z.string()),
});
/** From the original to the adjusted amount, in yuan, with the ids of the events. */
export type BridgeFigures = AnswerOf<typeof bridgeFigures>;

/** The answer of `budgets bridge`: line by line from the original to the adjusted amount, in yuan. */
export const bridgeAnswer = z
  .strictObject({
    budget: budgetField,
    rows: z.array(z.strictObject({ line: lineField, name: z.string(), ...bridgeFigures.shape })),
    total: bridgeFigures,
    asOf: asOfAnswer,
  })
  .meta({ id: 'Bridge' });
/** What `budgets bridge` answers. */
export type BridgeAnswer = AnswerOf<typeof bridgeAnswer>;
