import { Refusal } from '../errors.js';
import type { AmendmentKind, BudgetEvent } from '../events/budget.events.js';
import { hasRightOf, sameActor } from '../values/actor.js';
import { fiscalYearStart } from '../values/civil-date.js';
import type { Schedule } from '../values/line.js';
import { checkChanges, legsOf, refuseOutOfRange } from '../budget/amendment.js';
import { findingsAboutCodes, refuseUnknownCodes } from './codes.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { AmendmentState, OpenedBudget } from '../budget/budget-state.js';
import { firstDayInForce } from '../budget/days-in-force.js';
import { LineIndex } from '../budget/line-index.js';
import { refuseClosed, refuseWithoutAuthority } from '../budget/guards.js';
import {
  asRecorded,
  mirrored,
  sumsOf,
  type AmountChange,
  type Movement,
} from '../budget/movement.js';
import { refuseTransfer } from '../budget/transfer.js';
import { approvalsFor, type Approval, type Policy } from '../budget/policy.js';

/**
 * Proposes an amendment; it moves nothing until it is approved.
 *
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} the codes of {@link refuseTransfer}: the money cannot go to the other budget.
 * @throws {Refusal} the codes of {@link checkChanges}: the kind does not allow the changes.
 * @throws {Refusal} `code-unknown`: a code has no class of function, or is no economic item.
 * @throws {Refusal} the codes of {@link refuseOutOfRange}: a change takes a line below zero, or beyond what is an amount.
 */
export const propose = (
  { amendment, kind, changes, reason, actor, transfer, receiver }: CommandOf<'ProposeAmendment'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  refuseTransfer(kind, budget.name, transfer, receiver);
  checkChanges(kind, changes, transfer !== null);
  refuseUnknownCodes(changes, budget.figures.kept(LineIndex.begin));
  const moved = movementIn(budget, changes);
  refuseOutOfRange(moved.legs);
  return [
    {
      type: 'AmendmentProposed',
      data: { amendment, kind, ...asRecorded(moved), reason, proposedBy: actor, transfer },
    },
  ];
};

/**
 * Approves an amendment: its legs count from then on.
 *
 * @throws {Refusal} `not-found`, `amendment-ended`: no amendment with this id is proposed.
 * @throws {Refusal} `self-approval`: the approver is the proposer.
 * @throws {Refusal} `authority-missing`: the approval names no document.
 * @throws {Refusal} `approval-not-permitted`: the policy asks for another approver.
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} the codes of {@link refuseTransfer}: the money cannot go to the other budget.
 * @throws {Refusal} the codes of {@link firstDayInForce}: a day lies in the future or outside the fiscal year.
 * @throws {Refusal} the codes of {@link refuseOutOfRange}: a change takes a line below zero, or beyond what is an amount.
 */
export const approve = (
  { amendment, authority, actor, policy, receiver, ...days }: CommandOf<'ApproveAmendment'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const proposed = proposedOf(budget, amendment);
  const { kind, changes, reason, proposedBy, transfer } = proposed;
  if (sameActor(actor, proposedBy))
    throw new Refusal(
      'self-approval',
      `${actor} proposed this amendment: another person has to approve it.`,
    );
  refuseWithoutAuthority(authority);
  for (const { actors, approver, rule } of approvalsNeeded(policy, kind, changes, budget))
    if (actors && !actors.some((each) => hasRightOf(each, actor)))
      throw new Refusal(
        'approval-not-permitted',
        `The policy "${rule}" asks for the approval of ${approver}, recorded by ${actors.join(' or ')}.`,
        { rule, approver },
      );
  refuseClosed(budget);
  refuseTransfer(kind, budget.name, transfer, receiver);
  const effectiveOn = firstDayInForce(days, proposed, budget.name.fiscalYear);
  // Calculated again: other amendments may have been approved since this one was proposed.
  const moved = movementIn(budget, changes);
  refuseOutOfRange(moved.legs);
  return [
    {
      type: 'BudgetAmended',
      data: {
        amendment,
        kind,
        ...asRecorded(moved),
        authority,
        approvedOn: days.approvedOn,
        effectiveOn,
        reason,
        proposedBy,
        approvedBy: actor,
        transfer,
      },
    },
    ...findingsAboutCodes(changes, budget),
  ];
};

/**
 * Rejects or withdraws an amendment. To withdraw it is the proposer's alone; to reject it, another person's.
 *
 * @throws {Refusal} `not-found`, `amendment-ended`: no amendment with this id is proposed.
 * @throws {Refusal} `not-proposer`: another person withdraws it.
 * @throws {Refusal} `self-approval`: the proposer rejects it.
 */
export const end = (
  { type, amendment, reason, actor }: CommandOf<'RejectAmendment' | 'WithdrawAmendment'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const { proposedBy } = proposedOf(budget, amendment);
  if (type === 'WithdrawAmendment' && !hasRightOf(proposedBy, actor))
    throw new Refusal(
      'not-proposer',
      `${proposedBy} proposed this amendment and alone can withdraw it: ${actor} can reject it.`,
      { proposedBy },
    );
  if (type === 'RejectAmendment' && sameActor(actor, proposedBy))
    throw new Refusal(
      'self-approval',
      `${actor} proposed this amendment: another person decides on it, and the proposer can withdraw it.`,
    );
  return [
    {
      type: type === 'RejectAmendment' ? 'AmendmentRejected' : 'AmendmentWithdrawn',
      data: { amendment, reason },
    },
  ];
};

/**
 * The receiving side of a transfer, once.
 *
 * @throws {Refusal} `year-closed`: the year of the receiving budget is closed.
 */
export const receive = (
  { given, amendment, giver }: CommandOf<'ReceiveTransfer'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const id = given.transfer!.id;
  if (budget.received.has(id)) return [];
  refuseClosed(budget);
  const start = fiscalYearStart(budget.name.fiscalYear);
  return [
    {
      type: 'BudgetAmended',
      data: {
        ...given,
        amendment,
        ...asRecorded(receivedFrom(given.changes, budget)),
        // 结转 takes effect with the year that receives it.
        effectiveOn: given.effectiveOn < start ? start : given.effectiveOn,
        transfer: { id, side: 'receiving', budget: giver },
      },
    },
    ...findingsAboutCodes(given.changes, budget),
  ];
};

/** The changes of a giving budget as changes and legs of the receiving one. */
export const receivedFrom = (given: readonly AmountChange[], budget: OpenedBudget): Movement =>
  movementIn(budget, mirrored(given));

/** The approvals that a policy asks for these changes of this budget. */
export const approvalsNeeded = (
  policy: Policy,
  kind: AmendmentKind,
  changes: readonly AmountChange[],
  budget: OpenedBudget,
): readonly Approval[] => {
  const { net, gross } = sumsOf(changes);
  const cumulative = budget.approvedGross + gross;
  return approvalsFor(policy, { kind, net, gross, cumulative });
};

const proposedOf = (budget: OpenedBudget, amendment: string): AmendmentState['proposed'] => {
  const known = budget.amendments.get(amendment);
  if (!known) throw new Refusal('not-found', `There is no amendment ${amendment} of this budget.`);
  if (known.status !== 'proposed')
    throw new Refusal('amendment-ended', `The amendment ${amendment} is ${known.status} already.`, {
      status: known.status,
    });
  return known.proposed;
};

const movementIn = (budget: OpenedBudget, changes: readonly AmountChange[]): Movement => ({
  changes,
  legs: legsOf(changes, (line) => budget.lines.get(line)?.adjusted, absentFrom(budget)),
});

/**
 * The schedules that a budget does not show although it has the money that they would show: its lines were entered for
 * some tables only. A budget without any line shows all schedules from its first amendment on.
 */
const absentFrom = ({ figures }: OpenedBudget): ReadonlySet<Schedule> => {
  const index = figures.kept(LineIndex.begin);
  const absent = new Set<Schedule>();
  if (index.shows('expenditure') && !index.shows('revenue')) absent.add('revenue');
  if (index.hasBasic && !index.shows('economic')) absent.add('economic');
  if (index.hasBasic && !index.shows('three-public')) absent.add('three-public');
  return absent;
};
