import { z } from 'zod';
import { FORM_NAMES } from '../../domain/tables/forms.js';
import { TABLE_KINDS } from '../../domain/tables/table-kind.js';
import { FURTHER_KINDS } from '../../domain/values/further-kind.js';
import { UNITS } from '../../domain/values/money.js';
import { budgetField, type AnswerOf } from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';

/** Every column's amount in the table's unit; null is a printed blank. */
const cells = z.record(z.string(), z.string().nullable());
/** The amounts of a row by the keys of the columns, in the table's unit; null is a printed blank. */
export type Cells = AnswerOf<typeof cells>;

const texts = z.record(z.string(), z.string()).exactOptional().meta({
  description:
    'Of a further table: what else its document prints in the row, by the heading over it, such as a body or a quantity',
});

const row = z.strictObject({
  code: z.string().nullable(),
  name: z.string(),
  side: z.enum(['revenue', 'expenditure']).exactOptional(),
  texts,
  cells,
});
/** A row of a table. `code` is null where the table prints none. */
export type TableAnswerRow = AnswerOf<typeof row>;

/** The answer of `budgets table`. */
export const tableAnswer = z
  .strictObject({
    budget: budgetField,
    table: z.int().min(1).meta({
      description:
        '1 to 9; from 10 a further table of the newest document, which is none of the nine',
    }),
    kind: z.enum([...TABLE_KINDS, ...FURTHER_KINDS]),
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
    columns: z
      .array(z.string())
      .meta({ description: 'Of a further table, the headings that are printed over each' }),
    textColumns: z.array(z.string()).exactOptional().meta({
      description:
        'Of a further table, the headings of the texts of its rows, in the order of print',
    }),
    rows: z.array(row),
    totals: z.union([z.strictObject({ revenue: cells, expenditure: cells }), cells]),
    totalTexts: texts,
    changedSince: z.boolean().exactOptional().meta({
      description:
        'Of a further table, true where the budget has changes beside what its document printed: this table shows none of them',
    }),
    asOf: asOfAnswer,
  })
  .meta({ id: 'Table' });
/** What `budgets table` answers. */
export type TableAnswer = AnswerOf<typeof tableAnswer>;
/** A table without the budget and the time that it is of. */
export type PrintedTableAnswer = Omit<TableAnswer, 'budget' | 'asOf'>;
