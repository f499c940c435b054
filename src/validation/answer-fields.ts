import { z } from 'zod';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { LineKey } from '../domain/values/line.js';
import type { Yuan } from '../domain/values/money.js';

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

export const yuanField = typedString<Yuan>(
  z.string().meta({ description: 'Yuan, two decimals', example: '1060056.00' }),
);
export const budgetField = typedString<BudgetId>();
export const lineField = typedString<LineKey>();
