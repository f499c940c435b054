import { z } from 'zod';
import { FORM_NAMES, TABLES } from '../../domain/tables/forms.js';
import { TABLE_KINDS } from '../../domain/tables/table-kind.js';
import { UNITS } from '../../domain/values/money.js';
import { budgetField, type AnswerOf } from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

/** Every column's amount in the table's unit; null is a printed blank. */
const cells = z.record(z.string(), z.string().nullable());
/** The amounts of a row by the keys of the columns, in the table's unit; null is a printed blank. */
export type Cells = AnswerOf<typeof cells>;

const row = z.strictObject({
  code: z.string().nullable(),
  name: z.string(),
  side: z.enum(['revenue', 'expenditure']).exactOptional(),
  cells,
});
/** A row of a table. `code` is null where the table prints none. */
export type TableAnswerRow = AnswerOf<typeof row>;

/** The answer of `budgets table`. */
export const tableAnswer = z
  .strictObject({
    budget: budgetField,
    table: z.int().min(1).max(TABLES),
    kind: z.enum(TABLE_KINDS),
    form: z
      .enum(FORM_NAMES)
      .meta({ description: 'The form that the table was read in, or is shown in' }),
    number: z
      .string()
      .nullable()
      .meta({ description: 'As a document of another form numbers it, such as 公开07表' }),
    title: z.string(),
    unit: z.enum(UNITS),
    state: z.enum(['read', 'declared-empty', 'missing', 'rebuilt']),
    columns: z.array(z.string()),
    rows: z.array(row),
    totals: z.union([z.strictObject({ revenue: cells, expenditure: cells }), cells]),
    asOf: asOfAnswer,
  })
  .meta({ id: 'Table' });
/** What `budgets table` answers. */
export type TableAnswer = AnswerOf<typeof tableAnswer>;
