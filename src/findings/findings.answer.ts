import { z } from 'zod';
import type { IdentifiedFinding } from '../domain/budget/budget-command.js';
import { DECISIONS, eachOnce, LEDGER_DECISIONS, SEVERITIES } from '../domain/events/finding.js';
import { UNITS } from '../domain/values/money.js';
import { tokenField } from '../log/token-field.js';
import { budgetField, projectionField, type AnswerOf } from '../validation/answer-fields.js';
import { listOrPage } from '../validation/page.js';

/** One finding with its status. `printed`, `expected` and `difference` are in `unit`. */
export const findingAnswer = z
  .strictObject({
    id: z.string(),
    /** SHA-256 of the document that was checked, in which its places are; null for lines that were entered without one. */
    document: z.string().nullable(),
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    table: z.int().nullable(),
    section: z.string().nullable(),
    subject: z.string().nullable(),
    column: z.string().nullable(),
    printed: z.string().nullable(),
    expected: z.string().nullable(),
    difference: z.string().nullable(),
    unit: z.enum(UNITS).nullable(),
    places: z.array(
      z.strictObject({
        table: z.int().nullable(),
        page: z.int().nullable(),
        line: z.int().nullable(),
        row: z.int().nullable(),
        column: z.string().nullable(),
        text: z.string(),
        /** Id of the event that holds the cell, which a correction names; null where no cell of a table is named. */
        event: z.string().nullable(),
      }),
    ),
    hint: z.string().nullable(),
    message: z.string(),
    status: z.enum(['open', 'resolved']),
    /** The newest decision; null while the finding is open. Earlier ones stand in the trail. */
    resolution: z
      .strictObject({
        decision: z.enum([...DECISIONS, ...LEDGER_DECISIONS]),
        reason: z.string(),
        actor: z.string(),
        recordedAt: z.string(),
      })
      .nullable(),
    /** The decision and the reason of `resolution`. */
    decision: z.enum([...DECISIONS, ...LEDGER_DECISIONS]).exactOptional(),
    reason: z.string().exactOptional(),
  })
  .meta({ id: 'Finding' });
/** A finding as HTTP and `--json` give it. */
export type FindingAnswer = AnswerOf<typeof findingAnswer>;

/** A finding that is not recorded yet: no event holds its places, and nobody has decided it. */
export const unrecordedFinding = ({
  finding: id,
  ...finding
}: IdentifiedFinding): FindingAnswer => ({
  id,
  ...finding,
  places: eachOnce(finding.places).map((place) => ({ ...place, event: null })),
  status: 'open',
  resolution: null,
});

/** The answer of `budgets findings`, in the order in which they were raised; a part of it where `limit` or `after` is given. */
export const findingsAnswer = listOrPage(findingAnswer);

/** The answer to a decision: the budget's version after it, and the token of the write. */
export const resolvedAnswer = z
  .strictObject({
    budget: budgetField,
    version: z.int(),
    token: tokenField,
    projection: projectionField,
  })
  .meta({ id: 'Resolved' });
/** What `budgets findings resolve` answers. */
export type ResolvedAnswer = AnswerOf<typeof resolvedAnswer>;
