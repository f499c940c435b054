import { z } from 'zod';
import { authority } from '../domain/events/authority.js';
import type { AmountChange } from '../domain/budget/movement.js';
import { AMENDMENT_KINDS, type ExecutionFigure } from '../domain/events/budget.events.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { civilDate, type CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import {
  LINE_EXPENDITURES,
  FUNCTION_ITEM,
  FUNDS,
  parseLineKey,
  SOURCES,
  type LineKey,
} from '../domain/values/line.js';
import { parseFen, type InFen } from '../domain/values/money.js';
import { readAt } from '../validation/validate.js';
import type { ChangeRequest } from './change-request.js';

/** The bodies of changes, over HTTP and in the files of the command line. Amounts are strings. */

const text = z.string().trim().min(1).max(2_000);
/** Only a string is an amount: a JSON number may have lost exact digits. */
const amount = z.string();
const day = z.string();

/** The body of a proposal. Amounts are strings in yuan; codes are a 项 of seven digits and a 款 of five. */
export const amendmentInput = z
  .strictObject({
    kind: z.enum(AMENDMENT_KINDS),
    reason: text,
    changes: z
      .array(
        z.strictObject({
          function: text,
          fund: z.enum(FUNDS).default('general'),
          expenditure: z.enum(LINE_EXPENDITURES),
          economic: text.optional(),
          project: text.optional(),
          source: z.enum(SOURCES).default('fiscal-appropriation'),
          amount,
        }),
      )
      .min(1),
    to: text.optional(),
  })
  .meta({ id: 'ProposeAmendment' });

/** The document (文号) that an approval rests on. */
const authorityInput = z
  .strictObject({
    number: z.string().default(''),
    title: text.optional(),
    issuer: text.optional(),
  })
  .optional();

/** The body of an approval: the document (文号) that it rests on, and civil dates. */
export const approvalInput = z
  .strictObject({
    authority: authorityInput,
    approvedOn: day,
    effectiveOn: day.optional(),
  })
  .meta({ id: 'ApproveAmendment' });

/** The body that approves an original budget (批复): its document and the day. */
export const budgetApprovalInput = z
  .strictObject({ authority: authorityInput, approvedOn: day })
  .meta({ id: 'ApproveBudget' });

/** The body of a rejection or a withdrawal. */
export const endInput = z.strictObject({ reason: text }).meta({ id: 'EndAmendment' });

/** The body of a correction: the id of the event that was wrong, and the right amount in yuan. */
export const correctionInput = z
  .strictObject({ corrects: text, line: text.optional(), to: amount, reason: text })
  .meta({ id: 'Correct' });

/** The body of an execution: what was spent up to a day, in yuan, by 项. */
export const executionInput = z
  .strictObject({
    asOf: day,
    status: z.enum(['provisional', 'final']),
    figures: z
      .array(
        z.strictObject({
          function: text,
          expenditure: z.enum(LINE_EXPENDITURES).optional(),
          project: text.optional(),
          amount,
        }),
      )
      .min(1),
  })
  .meta({ id: 'RecordExecution' });

/** The body that closes a year: the day, and the id of the budget once more, because nothing undoes a close. */
export const closeInput = z
  .strictObject({ on: day, confirm: z.string().optional() })
  .meta({ id: 'CloseYear' });

/**
 * Reads a proposal that has the form of {@link amendmentInput}.
 *
 * @throws {Refusal} `amount-form`: an amount is not one; `not-found`: `to` is not the id of a budget.
 */
export const proposal = ({
  kind,
  reason,
  changes,
  to,
}: z.infer<typeof amendmentInput>): ChangeRequest => ({
  type: 'propose',
  kind,
  reason,
  changes: changes.map((change, index): AmountChange => ({
    function: change.function,
    fund: change.fund,
    expenditure: change.expenditure,
    economic: change.economic ?? null,
    project: change.project ?? null,
    source: change.source,
    amount: readAt(`/changes/${index}/amount`, () => parseFen(change.amount.trim())),
  })),
  to: to === undefined ? undefined : readAt('/to', () => parseBudgetId(to).id),
});

/**
 * Reads an approval. It takes effect on the day of approval, or on the last day of the year where
 * that is earlier, unless another day is given.
 *
 * @throws {Refusal} `malformed`: a date is not a day of the calendar.
 */
export const approval = (
  amendment: string,
  { authority: given, approvedOn, effectiveOn }: z.infer<typeof approvalInput>,
): ChangeRequest => {
  return {
    type: 'approve',
    amendment,
    authority: authorityOf(given),
    approvedOn: date('/approvedOn', approvedOn),
    effectiveOn: effectiveOn === undefined ? null : date('/effectiveOn', effectiveOn),
  };
};

/**
 * Reads a correction.
 *
 * @throws {Refusal} `amount-form`: the amount is not one; `line-invalid`: the line is not the key of a line.
 */
export const correction = ({
  corrects,
  line,
  to,
  reason,
}: z.infer<typeof correctionInput>): ChangeRequest => ({
  type: 'correct',
  corrects,
  line: line === undefined ? undefined : readAt('/line', () => checkedLineKey(line)),
  to: readAt('/to', () => parseFen(to.trim())),
  reason,
});

/**
 * Reads what was spent.
 *
 * @throws {Refusal} `malformed`: the day is not one; `line-invalid`: a function is not a 项; `amount-form`: an amount
 *   is not one.
 */
export const execution = ({
  asOf,
  status,
  figures,
}: z.infer<typeof executionInput>): ChangeRequest => ({
  type: 'execute',
  asOf: date('/asOf', asOf),
  status,
  figures: figures.map((figure, index): InFen<ExecutionFigure> => {
    const pointer = `/figures/${index}`;
    return {
      function: readAt(`${pointer}/function`, () => itemOf(figure.function)),
      expenditure: figure.expenditure ?? null,
      project: figure.project ?? null,
      amount: readAt(`${pointer}/amount`, () => parseFen(figure.amount.trim())),
    };
  }),
});

/**
 * Reads the closing of a year.
 *
 * @throws {Refusal} `malformed`: the day is not a day of the calendar.
 */
export const closing = ({ on, confirm }: z.infer<typeof closeInput>): ChangeRequest => ({
  type: 'close',
  on: date('/on', on),
  confirm: confirm ?? null,
});

/**
 * Reads the 批复 of an original budget.
 *
 * @throws {Refusal} `malformed`: the day is not a day of the calendar.
 */
export const budgetApproval = ({
  authority: given,
  approvedOn,
}: z.infer<typeof budgetApprovalInput>): ChangeRequest => ({
  type: 'approve-budget',
  authority: authorityOf(given),
  approvedOn: date('/approvedOn', approvedOn),
});

const authorityOf = (given: z.infer<typeof authorityInput>) =>
  authority(given?.number ?? '', given?.title ?? null, given?.issuer ?? null);

const date = (pointer: string, given: string): CivilDate => readAt(pointer, () => civilDate(given));

const itemOf = (code: string): string => {
  if (!FUNCTION_ITEM.test(code))
    throw new Refusal(
      'line-invalid',
      `"${code}" is not an item of the functional classification: give the seven digits of a 项.`,
    );
  return code;
};

const checkedLineKey = (line: string): LineKey => {
  parseLineKey(line);
  return line as LineKey;
};
