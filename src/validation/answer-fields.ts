import { z } from 'zod';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { LineKey } from '../domain/values/line.js';
import { UNITS, type Yuan } from '../domain/values/money.js';

/** The type of an answer, from its schema. */
export type AnswerOf<Schema extends z.ZodType> = DeepReadonly<z.infer<Schema>>;

type DeepReadonly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** A string with a branded type; the schema checks only that it is a string. */
export const typedString = <T extends string>(schema = z.string()): z.ZodType<T> =>
  schema as unknown as z.ZodType<T>;

/** An amount in yuan in the schema of an answer. */
export const yuanField = typedString<Yuan>(
  z.string().meta({ description: 'Yuan, two decimals', example: '1060056.00' }),
);
/** A document number (文号) in the schema of an answer, as it was written and in its normal form. */
export const authorityField = z.strictObject({
  number: z.string(),
  normalised: z.string().nullable(),
  title: z.string().nullable(),
  issuer: z.string().nullable(),
});
/** Where a figure was printed, in the schema of an answer: the cell of a document that anyone can check. */
export const sourceField = z
  .strictObject({
    document: z.string().meta({ description: "SHA-256 of the document's bytes, in hex" }),
    table: z.int().nullable(),
    page: z.int().nullable(),
    line: z.int().nullable(),
    row: z.int().nullable(),
    column: z.string().nullable(),
    text: z.string().meta({ description: "The figure's text as printed" }),
    unit: z.enum(UNITS),
    code: z.string().exactOptional(),
  })
  .meta({ id: 'Source' });
/** The printed cell of a claim that a correction corrects, in the schema of an answer; absent where it corrects a line. */
export const claimField = z
  .strictObject({
    document: z.string().meta({ description: "SHA-256 of the document's bytes, in hex" }),
    table: z.int(),
    row: z.int(),
    column: z.string(),
  })
  .meta({ id: 'ClaimCell' })
  .exactOptional();
/** The id of a budget in the schema of an answer. */
export const budgetField = typedString<BudgetId>();
/** The mark of an entry in a list over many budgets, see `stoppedMark`. */
export const stoppedField = z
  .literal(true)
  .meta({ description: 'A view of the budget is stopped: what is said of it is not complete' })
  .exactOptional();
/** The mark of the answer to a change that is recorded, see `TokenInterceptor`. */
export const projectionField = z
  .literal('behind')
  .meta({
    description:
      'It is recorded, and the views do not have it yet: what they would add may be absent',
  })
  .exactOptional();
/** The key of a line in the schema of an answer. */
export const lineField = typedString<LineKey>();
