import { z } from 'zod';
import type { AssetCount, ProjectTargets } from '../domain/events/budget.events.js';
import { LEDGER_DECISIONS, SEVERITIES } from '../domain/events/finding.js';
import { SCOPES } from '../domain/values/budget-id.js';
import { UNITS } from '../domain/values/money.js';
import { findingAnswer } from '../findings/findings.answer.js';
import { tokenField } from '../log/token-field.js';
import {
  budgetField,
  projectionField,
  sourceField,
  yuanField,
  type AnswerOf,
} from '../validation/answer-fields.js';

const lineChange = z.strictObject({
  line: z.string(),
  before: yuanField,
  after: yuanField.nullable(),
});

const comparedLine = z.strictObject({
  line: z.string(),
  name: z.string(),
  change: z.enum(['added', 'changed', 'unchanged', 'discontinued']),
  before: yuanField.nullable(),
  after: yuanField.nullable(),
  /** Where the document prints it; absent where it does not, and in answers that an earlier version has kept. */
  source: sourceField.exactOptional(),
});
/** A line of a document beside the line that is recorded; original amounts in yuan, null where one has none. */
export type ComparedLine = AnswerOf<typeof comparedLine>;

/** How a document's lines differ from those that the budget has; all are `added` in a first document. */
const lineChanges = z.strictObject({
  added: z.int(),
  changed: z.array(lineChange),
  unchanged: z.int(),
  discontinued: z.array(lineChange),
  /** Every line with both values, in the order of print, and those that the document no longer has. */
  lines: z.array(comparedLine),
});
/** How the lines of a document differ from those that are recorded, in numbers and line by line. */
export type LineChanges = AnswerOf<typeof lineChanges>;

const findingChanges = {
  /** Those that it raises; of a duplicate, those that were raised with it. */
  findings: z.array(findingAnswer),
  /** The open findings of its budget that it ends: of the document that it supersedes, or because their rules hold by it. */
  endedFindings: z.array(
    z.strictObject({
      id: z.string(),
      rule: z.string(),
      severity: z.enum(SEVERITIES),
      message: z.string(),
      decision: z.enum(LEDGER_DECISIONS),
    }),
  ),
};

const read = z.strictObject({
  file: z.string().nullable(),
  sha256: z.string(),
  status: z.enum(['committed', 'duplicate', 'preview']),
  budget: budgetField,
  agency: z.strictObject({ code: z.string(), name: z.string() }),
  fiscalYear: z.int(),
  scope: z.enum(SCOPES),
  tables: z.array(
    z.strictObject({
      table: z.int(),
      state: z.enum(['read', 'declared-empty', 'missing']),
      rows: z.int(),
      unit: z.enum(UNITS).nullable(),
    }),
  ),
  lines: z.int(),
  claims: z.int(),
  ...findingChanges,
  /** The budgets of the year after of which it raises or ends findings; absent where there are none. */
  otherBudgets: z.array(z.strictObject({ budget: budgetField, ...findingChanges })).exactOptional(),
  changes: lineChanges,
  /** 绩效目标: what the document says of its projects beside their money, in the shape of the event. */
  projects: z.array(
    z.looseObject({
      name: z.string(),
      section: z.string(),
    }) as unknown as z.ZodType<ProjectTargets>,
  ),
  /** 国有资产: the vehicles and large equipment that it counts, in the shape of the event. */
  assets: z.array(
    z.looseObject({
      name: z.string(),
      count: z.int(),
      unit: z.string(),
      isPlanned: z.boolean(),
    }) as unknown as z.ZodType<AssetCount>,
  ),
  /** Null for a preview. */
  token: tokenField.nullable(),
});
/** What a document was read as, and what its import recorded or would record. */
export type ImportAnswer = AnswerOf<typeof read>;

/** The answer to an upload. Nothing is recorded yet. */
export const importPreviewAnswer = z
  .strictObject({
    id: z.string(),
    ...read.shape,
    status: read.shape.status.extract(['preview', 'duplicate']),
  })
  .meta({ id: 'ImportPreview' });
/** What was read, and the id to commit it with. */
export type ImportPreviewAnswer = ImportAnswer & { readonly id: string };

/** The answer to a commit. */
export const importAnswer = z
  .strictObject({
    ...read.shape,
    status: read.shape.status.extract(['committed', 'duplicate']),
    projection: projectionField,
  })
  .meta({ id: 'Import' });
