import { z } from 'zod';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { SCOPES } from '../domain/values/budget-id.js';
import { UNITS } from '../domain/values/money.js';
import {
  budgetField,
  stoppedField,
  typedString,
  type AnswerOf,
} from '../validation/answer-fields.js';
import { listOrPage } from '../validation/page.js';

/** A document that was recorded. */
const listedDocument = z
  .strictObject({
    sha256: z.string(),
    /** The name of its file, as it was given; null where none was. */
    file: z.string().nullable(),
    title: z.string(),
    mediaType: z.string(),
    /** Its size; null where it was recorded before files were kept. */
    bytes: z.int().nullable(),
    /** Its pages, or the sheets of a workbook; null where it has none, or likewise. */
    pages: z.int().nullable(),
    budget: budgetField,
    /** The name as the document prints it. */
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    publishedOn: z.string().nullable(),
    recordedAt: z.string(),
    /** Who imported it. */
    actor: z.string(),
    /** The SHA-256 of the next newer document of its budget; null for the newest one. */
    supersededBy: z.string().nullable(),
    stopped: stoppedField,
  })
  .meta({ id: 'RecordedDocument' });
/** A document in the list of documents. */
export type DocumentAnswer = AnswerOf<typeof listedDocument>;

/** The answer of `documents list`, in the order of import. */
export const documentsAnswer = listOrPage(listedDocument);

/** The answer of `documents show`. */
export const shownDocument = listedDocument
  .extend({
    /** Whether its file is kept, and has the bytes that were recorded. */
    keeping: z.enum(['kept', 'missing', 'damaged']),
    tables: z.array(
      z.strictObject({
        table: z.int(),
        title: z.string().nullable(),
        state: z.enum(['read', 'declared-empty', 'missing']),
        rows: z.int(),
        unit: z.enum(UNITS).nullable(),
      }),
    ),
    /** What its import recorded: how many events of each type, and each event in its order. */
    eventCounts: z.record(z.string(), z.int()),
    events: z.array(
      z.strictObject({
        id: z.string(),
        type: typedString<BudgetEvent['type']>(),
        position: z.string(),
      }),
    ),
  })
  .meta({ id: 'ShownDocument' });
/** One document: where its file is, its tables, and the events that came of it. */
export type ShownDocument = AnswerOf<typeof shownDocument>;
