import { heldAndFailing } from './finding-events.js';
import { checkChanges, grossOf, legsOf, mirrored, netOf, refuseNegative } from './amendment.js';
import type {
  AmendmentState,
  Entry,
  IdentifiedFinding,
  LineState,
  OpenedBudget,
} from './budget.js';
import type {
  AmendmentChange,
  AmendmentKind,
  Authority,
  BudgetEvent,
  ExecutionFigure,
  Transfer,
} from '../events/budget.events.js';
import { fiscalYearStart, type CivilDate } from '../values/civil-date.js';
import { Refusal } from '../errors.js';
import type { LineKey, Schedule } from '../values/line.js';
import { fromFen, toFen, ZERO, type Yuan } from '../values/money.js';
import { approvalsFor, type Approval, type Policy } from './policy.js';

/** The commands that change a budget after its publication. */
export type AmendCommand =
  | {
      readonly type: 'ProposeAmendment';
      readonly amendment: string;
      readonly kind: AmendmentKind;
      readonly changes: readonly AmendmentChange[];
      readonly reason: string;
      readonly actor: string;
      readonly transfer: Transfer | null;
    }
  | {
      readonly type: 'ApproveAmendment';
      readonly amendment: string;
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
      readonly effectiveOn: CivilDate;
      readonly actor: string;
      readonly policy: Policy;
    }
  | {
      readonly type: 'RejectAmendment' | 'WithdrawAmendment';
      readonly amendment: string;
      readonly reason: string;
    }
  | {
      /** The receiving side of a transfer whose giving side is approved. */
      readonly type: 'ReceiveTransfer';
      readonly given: Extract<BudgetEvent, { type: 'BudgetAmended' }>['data'];
      readonly amendment: string;
      readonly giver: string;
    }
  | {
      readonly type: 'Correct';
      readonly corrects: string;
      readonly line: LineKey | null;
      readonly to: Yuan;
      readonly reason: string;
      readonly check: Check;
    }
  | {
      readonly type: 'RecordExecution';
      readonly asOf: CivilDate;
      readonly status: 'provisional' | 'final';
      readonly figures: readonly ExecutionFigure[];
    }
  | { readonly type: 'CloseYear'; readonly on: CivilDate };

/** The checks of the lines as they will stand: what does not hold. */
export type Check = (lines: ReadonlyMap<LineKey, LineState>) => readonly IdentifiedFinding[];

export const decideAmend = (
  command: AmendCommand,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  switch (command.type) {
    case 'ProposeAmendment':
      return propose(command, budget);
    case 'ApproveAmendment':
      return approve(command, budget);
    case 'RejectAmendment':
    case 'WithdrawAmendment': {
      const { amendment, reason } = command;
      pending(budget, amendment);
      const type = command.type === 'RejectAmendment' ? 'AmendmentRejected' : 'AmendmentWithdrawn';
      return [{ type, data: { amendment, reason } }];
    }
    case 'ReceiveTransfer':
      return receive(command, budget);
    case 'Correct':
      return correct(command, budget);
    case 'RecordExecution':
      refuseClosed(budget);
      if (command.figures.length === 0)
        throw new Refusal('malformed', 'An execution has at least one figure.');
      return [
        {
          type: 'ExecutionRecorded',
          data: { asOf: command.asOf, status: command.status, figures: command.figures },
        },
      ];
    case 'CloseYear':
      return close(command.on, budget);
  }
};

type Of<Type extends AmendCommand['type']> = Extract<AmendCommand, { type: Type }>;

const propose = (
  { amendment, kind, changes, reason, actor, transfer }: Of<'ProposeAmendment'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  checkChanges(kind, changes, transfer !== null);
  const legs = legsOf(changes, adjustedOf(budget), absentFrom(budget));
  refuseNegative(legs);
  return [
    {
      type: 'AmendmentProposed',
      data: { amendment, kind, changes, legs, reason, proposedBy: actor, transfer },
    },
  ];
};

const approve = (
  { amendment, authority, approvedOn, effectiveOn, actor, policy }: Of<'ApproveAmendment'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const { kind, changes, reason, proposedBy, transfer } = pending(budget, amendment).proposed;
  if (actor === proposedBy)
    throw new Refusal(
      'self-approval',
      `${actor} proposed this amendment: another person has to approve it.`,
    );
  if (authority.number.trim() === '')
    throw new Refusal(
      'authority-missing',
      'An approval names its document: give authority.number, like 宝财预〔2023〕15号.',
    );
  for (const { actors, approver, rule } of approvalsNeeded(policy, kind, changes, budget))
    if (actors && !actors.includes(actor))
      throw new Refusal(
        'approval-not-permitted',
        `The policy "${rule}" asks for the approval of ${approver}, recorded by ${actors.join(' or ')}.`,
        { rule, approver },
      );
  refuseClosed(budget);
  const start = fiscalYearStart(budget.name.fiscalYear);
  if (effectiveOn < start)
    throw new Refusal(
      'effective-before-original',
      `${effectiveOn} is before ${start}, when the original budget took effect.`,
      { original: start },
    );
  // Judged again: other amendments may have used what was left when this one was proposed.
  const legs = legsOf(changes, adjustedOf(budget), absentFrom(budget));
  refuseNegative(legs);
  return [
    {
      type: 'BudgetAmended',
      data: {
        amendment,
        kind,
        changes,
        legs,
        authority,
        approvedOn,
        effectiveOn,
        reason,
        proposedBy,
        approvedBy: actor,
        transfer,
      },
    },
  ];
};

/** The approvals that the policy asks for these changes of this budget. */
export const approvalsNeeded = (
  policy: Policy,
  kind: AmendmentKind,
  changes: readonly AmendmentChange[],
  budget: OpenedBudget,
): readonly Approval[] => {
  const approved = [...budget.amendments.values()]
    .filter(({ status }) => status === 'approved')
    .reduce((fen, { proposed }) => fen + toFen(grossOf(proposed.changes)), 0n);
  const gross = grossOf(changes);
  return approvalsFor(policy, {
    kind,
    net: netOf(changes),
    gross,
    cumulative: fromFen(approved + toFen(gross)),
  });
};

const receive = (
  { given, amendment, giver }: Of<'ReceiveTransfer'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const id = given.transfer!.id;
  if (budget.received.has(id)) return [];
  refuseClosed(budget);
  const { changes, legs } = arriving(given.changes, budget);
  const start = fiscalYearStart(budget.name.fiscalYear);
  return [
    {
      type: 'BudgetAmended',
      data: {
        ...given,
        amendment,
        changes,
        legs,
        // 结转 arrives with the year that receives it.
        effectiveOn: given.effectiveOn < start ? start : given.effectiveOn,
        transfer: { id, side: 'receiving', budget: giver },
      },
    },
  ];
};

/** What one budget gives, as the other receives it. */
export const arriving = (given: readonly AmendmentChange[], budget: OpenedBudget) => {
  const changes = mirrored(given);
  return { changes, legs: legsOf(changes, adjustedOf(budget), absentFrom(budget)) };
};

const correct = (
  { corrects, line, to, reason, check }: Of<'Correct'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const entry = entryToCorrect(budget, corrects, line);
  if (toFen(entry.amount) === toFen(to)) return [];
  const { claim, effectiveOn, amount: from } = entry;
  const corrected: BudgetEvent = {
    type: 'LineCorrected',
    data: {
      line: entry.line,
      claim,
      corrects,
      from,
      to,
      effectiveOn,
      reason,
      afterClose: budget.closedOn !== null,
    },
  };
  if (entry.line === null) return [corrected];
  const old = budget.lines.get(entry.line);
  const before = toFen(old?.adjusted ?? ZERO);
  const delta = fromFen(toFen(to) - toFen(from));
  const after = fromFen(before + toFen(delta));
  refuseNegative([
    { schedule: 'expenditure', key: entry.line, before: fromFen(before), delta, after },
  ]);
  const lines = new Map(budget.lines).set(entry.line, {
    name: old?.name ?? '',
    original: after,
    adjusted: after,
  });
  const known = new Set(check(budget.lines).map(({ finding }) => finding));
  // An imbalance that a correction leaves is a finding, not a refusal: the next correction may close it.
  return [corrected, ...findingsAfter(budget, check(lines), known)];
};

/** Raises what does not hold and did hold, and withdraws what the ledger's own checks had raised and now holds. */
export const findingsAfter = (
  budget: OpenedBudget,
  failing: readonly IdentifiedFinding[],
  known: ReadonlySet<string> = new Set(),
): readonly BudgetEvent[] => {
  const still = new Set(failing.map(({ finding }) => finding));
  return heldAndFailing(
    [...budget.openChecks].filter((finding) => !still.has(finding)),
    failing.filter(({ finding }) => !budget.openChecks.has(finding) && !known.has(finding)),
  );
};

const entryToCorrect = (budget: OpenedBudget, corrects: string, line: LineKey | null): Entry => {
  const invalid = (message: string) => new Refusal('correction-invalid', message, { corrects });
  const entries = budget.entries.get(corrects);
  if (!entries || entries.length === 0)
    throw invalid(
      `${corrects} is no event of this budget that a correction can name: take the id of a line, a claim or an amendment from the trail.`,
    );
  if (entries.some(({ kind }) => kind === 'correction'))
    throw invalid(`${corrects} is a correction: correct the event that it corrected once more.`);
  if (line === null && entries.length > 1)
    throw invalid(
      `${corrects} moved ${entries.length} lines: name the one that is wrong in "line".`,
    );
  const entry = line === null ? entries[0] : entries.find((each) => each.line === line);
  if (!entry) throw invalid(`${corrects} did not move ${line}.`);
  if (budget.newest.get(entry.target) !== corrects)
    throw invalid(
      `${corrects} is not the newest event of ${entry.line ?? 'its cell'}: correct the newest one.`,
    );
  return entry;
};

const close = (on: CivilDate, budget: OpenedBudget): readonly BudgetEvent[] => {
  if (budget.closedOn !== null) {
    if (budget.closedOn === on) return [];
    refuseClosed(budget);
  }
  const open = [...budget.amendments]
    .filter(([, { status }]) => status === 'proposed')
    .map(([id]) => id);
  if (open.length > 0)
    throw new Refusal(
      'amendments-pending',
      `${open.length} amendments are proposed and not decided: approve, reject or withdraw them before the close.`,
      { amendments: open },
    );
  return [{ type: 'YearClosed', data: { on } }];
};

const pending = (budget: OpenedBudget, amendment: string): AmendmentState => {
  const known = budget.amendments.get(amendment);
  if (!known) throw new Refusal('not-found', `There is no amendment ${amendment} of this budget.`);
  if (known.status !== 'proposed')
    throw new Refusal('amendment-ended', `The amendment ${amendment} is ${known.status} already.`, {
      status: known.status,
    });
  return known;
};

export const refuseClosed = (budget: OpenedBudget): void => {
  if (budget.closedOn !== null)
    throw new Refusal(
      'year-closed',
      `The year was closed on ${budget.closedOn}: only corrections may follow.`,
      { closedOn: budget.closedOn },
    );
};

/**
 * The schedules that a budget does not show although it has the money that they would show: lines that were entered for
 * some tables only. A budget without any line shows all of them from its first amendment on.
 */
const absentFrom = ({ lines }: OpenedBudget): ReadonlySet<Schedule> => {
  const shown = new Set<Schedule>();
  let hasBasic = false;
  for (const [key, { adjusted }] of lines) {
    shown.add(key.slice(0, key.indexOf('/')) as Schedule);
    hasBasic ||=
      key.startsWith('expenditure/general/') && key.endsWith('/basic') && toFen(adjusted) > 0n;
  }
  const absent = new Set<Schedule>();
  if (shown.has('expenditure') && !shown.has('revenue')) absent.add('revenue');
  if (hasBasic && !shown.has('economic')) absent.add('economic');
  if (hasBasic && !shown.has('three-public')) absent.add('three-public');
  return absent;
};

export const adjustedOf =
  (budget: OpenedBudget) =>
  (line: LineKey): Yuan | undefined =>
    budget.lines.get(line)?.adjusted;
