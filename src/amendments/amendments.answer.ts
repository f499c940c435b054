import { z } from 'zod';
import { deltasAnswer } from '../budgets/reports/deltas.answer.js';
import { tableAnswer } from '../budgets/tables/table.answer.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { LINE_EXPENDITURES, FUNDS, SCHEDULES, SOURCES } from '../domain/values/line.js';
import { findingAnswer } from '../findings/findings.answer.js';
import { tokenField } from '../log/token-field.js';
import {
  authorityField,
  budgetField,
  lineField,
  projectionField,
  stoppedField,
  yuanField,
  type AnswerOf,
} from '../validation/answer-fields.js';
import { listOrPage } from '../validation/page.js';
import { AMENDMENT_STATUSES } from './amendment-statuses.js';

/** An amendment as the interfaces show it. */
export const amendmentAnswer = z
  .strictObject({
    budget: budgetField,
    id: z.string(),
    status: z.enum(AMENDMENT_STATUSES),
    kind: z.enum(AMENDMENT_KINDS),
    reason: z.string(),
    changes: z.array(
      z.strictObject({
        function: z.string(),
        fund: z.enum(FUNDS),
        expenditure: z.enum(LINE_EXPENDITURES),
        economic: z.string().nullable(),
        project: z.string().nullable(),
        source: z.enum(SOURCES),
        amount: yuanField,
      }),
    ),
    legs: z.array(
      z.strictObject({
        schedule: z.enum(SCHEDULES),
        key: lineField,
        before: yuanField,
        /** With its sign, as every change of money is shown. */
        delta: z.string(),
        after: yuanField,
      }),
    ),
    net: yuanField,
    gross: yuanField,
    proposedBy: z.string(),
    approvedBy: z.string().nullable(),
    authority: authorityField.nullable(),
    approvedOn: z.string().nullable(),
    effectiveOn: z.string().nullable(),
    /**
     * When its proposal was recorded. Absent where the budget has no proposal of its own (a transfer that it received), and from the
     * answer to an approval, which is made of that event alone.
     */
    proposedAt: z.string().exactOptional(),
    /** When the amendment's newest event was recorded. */
    recordedAt: z.string(),
    transferId: z.string().exactOptional(),
    /** Why it was rejected, withdrawn or returned. */
    ended: z.strictObject({ by: z.string(), reason: z.string() }).exactOptional(),
    stopped: stoppedField,
  })
  .meta({ id: 'Amendment' });
/**
 * An amendment with its status: its changes as the proposer named them, the legs that follow, and its net effect, in
 * yuan.
 */
export type AmendmentAnswer = AnswerOf<typeof amendmentAnswer>;

/** The answer of `amendments list`, in the order of proposal; a part of it where `limit` or `after` is given. */
export const amendmentsAnswer = listOrPage(amendmentAnswer);

/**
 * The answer to a change of a budget: its version after it, the token of the write, and the amendment that it is
 * about.
 */
export const changeAnswer = z
  .strictObject({
    budget: budgetField,
    version: z.int(),
    token: tokenField,
    amendment: amendmentAnswer.exactOptional(),
    /** Of an act that touches two budgets: the giving and the receiving side; after the approval, once it has arrived. */
    transferId: z.string().exactOptional(),
    amendments: z.array(amendmentAnswer).exactOptional(),
    /** The findings that the change raised, and those that no longer hold after it; absent where there are none. */
    findings: z
      .array(
        findingAnswer.pick({ id: true, rule: true, severity: true, message: true, status: true }),
      )
      .exactOptional(),
    /** It is recorded, and the views do not have it yet: `amendment` and the other side of a transfer may be absent. */
    projection: projectionField,
  })
  .meta({ id: 'Changed' });
/** What a change of a budget answers. */
export type ChangeAnswer = AnswerOf<typeof changeAnswer>;

/** What a change would do. Nothing of it is kept. */
export const changePreviewAnswer = z
  .strictObject({
    budget: budgetField,
    amendment: amendmentAnswer.nullable(),
    /** Of an act that touches two budgets: the giving and the receiving side. */
    transferId: z.string().exactOptional(),
    amendments: z.array(amendmentAnswer).exactOptional(),
    tables: z.array(tableAnswer),
    /** The tables of the receiving budget, of an act that touches two; absent where the caller does not see that budget, or a view of it is incomplete. */
    receiverTables: z.array(tableAnswer).exactOptional(),
    deltas: deltasAnswer,
    /** The rules of the policy that its approval has to meet. */
    approvals: z.array(
      z.strictObject({
        rule: z.string(),
        approver: z.string(),
        actors: z.array(z.string()).nullable(),
      }),
    ),
    /** The findings that the change would raise, `open`, and those that no longer hold after it, `resolved`. */
    findings: z.array(findingAnswer),
  })
  .meta({ id: 'ChangePreview' });
/** What a dry run of a change answers. */
export type ChangePreviewAnswer = AnswerOf<typeof changePreviewAnswer>;
