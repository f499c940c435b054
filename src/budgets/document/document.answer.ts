import { z } from 'zod';
import { TABLES } from '../../domain/tables/forms.js';
import { SCOPES } from '../../domain/values/budget-id.js';
import { budgetField, type AnswerOf } from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';
import { tableAnswer } from '../tables/table.answer.js';

/** A budget as it would be published. */
export const documentAnswer = z
  .strictObject({
    budget: budgetField,
    agencyName: z.string().meta({ description: 'As the newest document prints it' }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    title: z.string().exactOptional().meta({
      description: 'Of the cover, as the newest document prints it; absent where there is none',
    }),
    adjusted: z.boolean().exactOptional().meta({
      description:
        'Whether amendments are in force: the document is that of an adjusted budget (调整预算)',
    }),
    narrative: z
      .array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) }))
      .meta({ description: 'The standard sentences (编制说明)' }),
    /** All tables of the form in its order; one that no document of the budget has is `missing`. */
    tables: z.array(tableAnswer).length(TABLES),
    further: z.array(tableAnswer).exactOptional().meta({
      description:
        'The tables of the newest document that are none of the nine, as it prints them; absent where it has none',
    }),
    adjustments: tableAnswer.exactOptional().meta({
      description:
        'Of an adjusted budget: original, change and adjusted (年初预算数、调整数、调整后预算数) of each source and item that amendments have moved; absent where they have moved nothing',
    }),
    asOf: asOfAnswer,
  })
  .meta({ id: 'Document' });
/** A whole budget in its published layout: agency, sentences, the nine tables and the further ones of its document, at one position of the log. */
export type PrintedBudget = AnswerOf<typeof documentAnswer>;
