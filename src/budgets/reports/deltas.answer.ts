import { z } from 'zod';
import type { CivilDate } from '../../domain/values/civil-date.js';
import { BASE_KINDS } from '../../domain/values/delta.js';
import {
  budgetField,
  lineField,
  typedString,
  yuanField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

/** What a document itself says of a change, beside the change as it is counted. */
const stated = z.strictObject({
  /**
   * What the change is judged from and to: the original budgets of both years, or what was spent, in the unit of the answer. After an
   * amendment, or against another base, the row has other figures. A base that nothing says is null.
   */
  base: yuanField.nullable(),
  current: yuanField,
  delta: z.string().nullable(),
  percent: z.string().nullable(),
  reason: z.string().nullable(),
  /** Null while the base year is not in the ledger and the document does not print the base. */
  agrees: z.enum(['yes', 'within-rounding', 'no']).nullable(),
});
/** What the document states of a change, and whether the figures of the ledger agree. */
export type StatedAnswer = AnswerOf<typeof stated>;

const linkedLine = z
  .strictObject({ line: lineField, weight: z.string().meta({ example: '0.4' }) })
  .meta({ id: 'LinkedLine' });

const suggestion = z
  .strictObject({
    line: lineField,
    from: lineField,
    similarity: z
      .string()
      .meta({ example: '0.90', description: 'Of the names, from 0.00 to 1.00' }),
  })
  .meta({ id: 'ContinuitySuggestion' });
/** A line that may go on from one of last year under another name. */
export type Suggestion = AnswerOf<typeof suggestion>;

const row = z
  .strictObject({
    code: z.string().nullable(),
    name: z.string(),
    measure: z.enum(['total', 'basic', 'project', 'personnel', 'public']),
    base: yuanField.nullable(),
    current: yuanField.nullable(),
    delta: z.string().nullable().meta({ example: '+1076644.60' }),
    percent: z.string().nullable().meta({ example: '15.32' }),
    percentReason: z.literal('base-zero').exactOptional(),
    text: z.string().nullable().meta({ example: '+1076644.60, 15.32%' }),
    stated: stated.nullable(),
    /** Lines of last year under another code or name from which the base comes, by the part of each that goes on here. */
    linked: z.array(linkedLine).exactOptional(),
    /** Lines of this year under another code or name in which lines of this row go on, so that the base lacks that part. */
    continuedIn: z.array(linkedLine).exactOptional(),
  })
  .meta({ id: 'DeltaRow' });
/** The change of one row, beside the change that the document states. */
export type DeltaRow = AnswerOf<typeof row>;

/** The answer of `budgets deltas`. */
export const deltasAnswer = z
  .strictObject({
    budget: budgetField,
    against: z.strictObject({
      kind: z.enum(BASE_KINDS),
      budget: budgetField.nullable(),
      effective: typedString<CivilDate>().exactOptional(),
    }),
    /** Of all amounts in the answer: 万元 for three-public expenses, which are budgeted in it. */
    unit: z.enum(['元', '万元']),
    rows: z.array(row),
    total: row,
    /** By project: which project may be which of last year. A person decides it with a link. */
    suggestions: z.array(suggestion).exactOptional(),
    asOf: asOfAnswer,
  })
  .meta({ id: 'Deltas' });
/** What `budgets deltas` answers. */
export type DeltasAnswer = AnswerOf<typeof deltasAnswer>;
