import { z } from 'zod';
import {
  CATEGORIES,
  LINE_COSTS,
  LINE_EXPENDITURES,
  FUNDS,
  SCHEDULES,
  SOURCES,
} from '../../domain/values/line.js';
import { tokenField } from '../../log/token-field.js';
import {
  budgetField,
  lineField,
  projectionField,
  yuanField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

/** A line with the fields that `POST lines` takes; `amount` is the adjusted amount. */
const lineAnswer = z
  .strictObject({
    line: lineField,
    schedule: z.enum(SCHEDULES),
    function: z.string().exactOptional(),
    fund: z.enum(FUNDS).exactOptional(),
    expenditure: z.enum(LINE_EXPENDITURES).exactOptional(),
    economic: z.string().exactOptional(),
    cost: z.enum(LINE_COSTS).exactOptional(),
    category: z.enum(CATEGORIES).exactOptional(),
    project: z.string().exactOptional(),
    source: z.enum(SOURCES).exactOptional(),
    name: z.string(),
    amount: yuanField,
    original: yuanField,
    adjusted: yuanField,
  })
  .meta({ id: 'Line' });

/** The answer of `budgets lines`, schedule by schedule. */
export const linesAnswer = z
  .strictObject({ budget: budgetField, lines: z.array(lineAnswer), asOf: asOfAnswer })
  .meta({ id: 'Lines' });
/** What `budgets lines` answers. */
export type LinesAnswer = AnswerOf<typeof linesAnswer>;

/** The answer to a link: the lines of both years, and the weight; null where the link is taken back. */
export const linkedAnswer = z
  .strictObject({
    budget: budgetField,
    version: z.int(),
    token: tokenField,
    line: lineField,
    from: lineField,
    weight: z.string().nullable(),
    projection: projectionField,
  })
  .meta({ id: 'LinkedLines' });
/** What a link answers. */
export type LinkedAnswer = AnswerOf<typeof linkedAnswer>;

/** The answer to an entry of lines: the budget's version after it, and the lines as they are now. */
export const enteredAnswer = z
  .strictObject({
    budget: budgetField,
    version: z.int(),
    token: tokenField,
    lines: z.array(lineAnswer),
    /** How many of the lines are new or have another amount. */
    recorded: z.int(),
    /** How many findings were raised by them. */
    findings: z.int(),
    /** The lines are recorded, and shown as they were entered: the views do not have them yet. */
    projection: projectionField,
  })
  .meta({ id: 'EnteredLines' });
/** What an entry of lines answers. */
export type EnteredAnswer = AnswerOf<typeof enteredAnswer>;
