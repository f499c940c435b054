import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { SCOPES } from '../domain/values/budget-id.js';
import { tokenField } from '../log/token-field.js';
import {
  authorityField,
  budgetField,
  projectionField,
  stoppedField,
  yuanField,
  type AnswerOf,
} from '../validation/answer-fields.js';
import { listOrPage } from '../validation/page.js';

/** One budget, with its version. */
export const budgetAnswer = z
  .strictObject({
    budget: budgetField,
    /** With the name that the agency has today. */
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    version: z.int(),
    /** No error and no warning is open, and expenditure has revenue beside it; never while the budget is stopped. */
    reconciled: z.boolean(),
    stopped: stoppedField,
  })
  .meta({ id: 'Budget' });
/** A budget in the list of budgets. */
export type BudgetAnswer = AnswerOf<typeof budgetAnswer>;

/** The answer of `budgets list`, by id; a part of it where `limit` or `after` is given. */
export const budgetsAnswer = listOrPage(budgetAnswer);

/** The answer of `budgets show`. */
export const shownBudget = budgetAnswer
  .extend({
    /** The name under which it was opened, where the agency has another one today. */
    openedAs: z.string().exactOptional(),
    /** The newest 批复 of the original budget; null while none is recorded. */
    approval: z
      .strictObject({
        approvedOn: z.string(),
        authority: authorityField,
        approver: z.string(),
        recordedAt: z.string(),
      })
      .nullable(),
    /** The day of the closing; null while the year is open. */
    closedOn: z.string().nullable(),
    /** Expenditure, in yuan, as the total of the bridge has it. */
    original: yuanField,
    adjusted: yuanField,
    /** Proposed and not yet approved: no part of the adjusted budget. */
    pending: yuanField,
    /** How many amendments are proposed and not yet decided: `pending` is their net, which is zero for a reallocation. */
    proposals: z.int(),
    executed: yuanField.nullable(),
    /** What other budgets give to this one and has not arrived, in the order of proposal: no part of the adjusted budget. */
    incoming: z.array(
      z.strictObject({
        from: z.string(),
        /** The giving side. */
        amendment: z.string(),
        kind: z.enum(AMENDMENT_KINDS),
        status: z.enum(['proposed', 'in-transit']),
        amount: yuanField,
      }),
    ),
    /** In the order of their import. */
    documents: z.array(
      z.strictObject({
        sha256: z.string(),
        file: z.string().nullable(),
        title: z.string(),
        publishedOn: z.string().nullable(),
      }),
    ),
    openFindings: z.strictObject({ error: z.int(), warning: z.int(), info: z.int() }),
  })
  .meta({ id: 'ShownBudget' });
/** One budget: its approval, how it stands, its documents and its open findings. */
export type ShownBudget = AnswerOf<typeof shownBudget>;

/** The answer to the opening of a budget. */
export const openedAnswer = budgetAnswer
  .extend({ token: tokenField, projection: projectionField })
  .meta({ id: 'OpenedBudget' });
/** What `budgets open` answers. */
export type OpenedAnswer = AnswerOf<typeof openedAnswer>;
