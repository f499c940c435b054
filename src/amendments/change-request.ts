import { randomUUID } from 'node:crypto';
import type { ChangeCommand, CommandOf } from '../domain/budget/budget-command.js';
import { mirrored, type AmountChange } from '../domain/budget/movement.js';
import type { Policy } from '../domain/budget/policy.js';
import type { Receiver } from '../domain/budget/transfer.js';
import { Refusal } from '../domain/errors.js';
import type { AmendmentKind, Authority, ExecutionFigure } from '../domain/events/budget.events.js';
import { actorName } from '../domain/values/actor.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { LineKey } from '../domain/values/line.js';
import type { Fen, InFen } from '../domain/values/money.js';
import { eventId } from '../log/event-id.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import type { Caller } from '../ledger/caller.js';

/** The changes that can be requested after a budget's publication. */
export type ChangeRequest =
  | {
      readonly type: 'propose';
      readonly kind: AmendmentKind;
      readonly changes: readonly AmountChange[];
      readonly reason: string;
      /** The budget that receives what this one gives (划转, 结转). */
      readonly to?: BudgetId | undefined;
    }
  | {
      readonly type: 'approve';
      readonly amendment: string;
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
      /** Null: it takes effect with its approval, on the last day of the year at the latest. */
      readonly effectiveOn: CivilDate | null;
    }
  | {
      readonly type: 'reject' | 'withdraw' | 'return';
      readonly amendment: string;
      readonly reason: string;
    }
  | {
      readonly type: 'correct';
      readonly corrects: string;
      readonly line?: LineKey | undefined;
      readonly to: Fen;
      readonly reason: string;
    }
  | {
      readonly type: 'execute';
      readonly asOf: CivilDate;
      readonly status: 'provisional' | 'final';
      readonly figures: readonly InFen<ExecutionFigure>[];
    }
  | {
      readonly type: 'close';
      readonly on: CivilDate;
      /** The id of the budget, given once more. */
      readonly confirm: string | null;
    }
  | {
      readonly type: 'approve-budget';
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
    };

/** An id; a repeat under the same idempotency key gets the same one. */
const idFor = (what: string, budget: BudgetId, { idempotency }: Caller): string =>
  idempotency ? eventId(`${what} ${budget} ${idempotency.key}`, 0) : randomUUID();

/** What a decision depends on beside the request and the budget. */
export interface Circumstances {
  readonly policy: Policy;
  /** The day in Shanghai. */
  readonly today: CivilDate;
  /** The budget that receives the transfer of the request, if it is about one and the budget is opened. */
  readonly receiver: Receiver | null;
  /** Of a close: what other budgets give to the budget and has not arrived; null where the views cannot say. */
  readonly incoming: CommandOf<'CloseYear'>['incoming'];
  /** Of a correction: the year before, with which the budget is compared. */
  readonly prior: CommandOf<'Correct'>['prior'];
}

/**
 * The command that a request gives to the domain.
 *
 * @throws {Refusal} `transfer-target-missing`: a carry-forward names no receiving budget.
 * @throws {Refusal} `actor-missing`: the caller has no name.
 */
export const commandOf = (
  budget: BudgetId,
  request: ChangeRequest,
  caller: Caller,
  { policy, today, receiver, incoming, prior }: Circumstances,
): ChangeCommand => {
  const actor = actorName(caller.actor);
  switch (request.type) {
    case 'propose': {
      const { kind, changes, reason, to } = request;
      if (kind === 'carry-forward' && to === undefined)
        throw new Refusal(
          'transfer-target-missing',
          'A carry-forward goes to another budget: name the receiving budget.',
        );
      const amendment = idFor('amendment', budget, caller);
      const transfer =
        to === undefined
          ? null
          : ({ id: idFor('transfer', budget, caller), side: 'giving', budget: to } as const);
      return {
        type: 'ProposeAmendment',
        amendment,
        kind,
        changes: transfer ? given(changes) : changes,
        reason,
        actor,
        transfer,
        receiver,
      };
    }
    case 'approve': {
      const { amendment, authority, approvedOn, effectiveOn } = request;
      return {
        type: 'ApproveAmendment',
        amendment,
        authority,
        approvedOn,
        effectiveOn,
        actor,
        policy,
        receiver,
        today,
      };
    }
    case 'reject':
    case 'withdraw':
      return {
        type: request.type === 'reject' ? 'RejectAmendment' : 'WithdrawAmendment',
        amendment: request.amendment,
        reason: request.reason,
        actor,
      };
    case 'return':
      return {
        type: 'ReturnTransfer',
        amendment: request.amendment,
        reason: request.reason,
        receiver,
      };
    case 'correct': {
      const { corrects, line, to, reason } = request;
      return {
        type: 'Correct',
        corrects,
        line: line ?? null,
        to,
        reason,
        check: (figures) => checkFigures(budget, figures),
        prior,
      };
    }
    case 'execute':
      return {
        type: 'RecordExecution',
        asOf: request.asOf,
        status: request.status,
        figures: request.figures,
        today,
      };
    case 'approve-budget':
      return {
        type: 'ApproveBudget',
        authority: request.authority,
        approvedOn: request.approvedOn,
        actor,
        today,
      };
    case 'close':
      return { type: 'CloseYear', on: request.on, confirm: request.confirm, today, incoming };
  }
};

/** A transfer may state the amounts it gives as positive numbers: they leave this budget either way. */
const given = (changes: readonly AmountChange[]): readonly AmountChange[] =>
  changes.every(({ amount }) => amount > 0n) ? mirrored(changes) : changes;
