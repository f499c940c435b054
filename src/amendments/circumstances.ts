import { unlimited } from '../access/access.js';
import { Injectable } from '@nestjs/common';
import type { Receiver } from '../domain/budget/transfer.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { Recorder } from '../ledger/recorder.js';
import { shanghaiToday } from '../ledger/shanghai.js';
import type { ChangeRequest, Circumstances } from './change-request.js';

/** Finds what a decision depends on beside its request: the policy, the day, and the budget that would receive a transfer. */
@Injectable()
export class FindCircumstances {
  constructor(
    private readonly recorder: Recorder,
    private readonly policy: PolicyFile,
  ) {}

  async of(budget: BudgetId, request: ChangeRequest): Promise<Circumstances> {
    const to = await this.receivingBudget(budget, request);
    return {
      policy: await this.policy.current(),
      today: shanghaiToday(),
      // The proposer has to see the receiving budget; whoever decides on the proposal need not.
      receiver:
        to === undefined
          ? null
          : await (request.type === 'propose'
              ? this.receiver(to)
              : unlimited(() => this.receiver(to))),
    };
  }

  private receivingBudget(
    budget: BudgetId,
    request: ChangeRequest,
  ): BudgetId | undefined | Promise<BudgetId | undefined> {
    if (request.type === 'propose') return request.to;
    if (request.type !== 'approve' && request.type !== 'return') return undefined;
    return this.recorder.look(budget, (giver) =>
      giver.status === 'unopened'
        ? undefined
        : (giver.amendments.get(request.amendment)?.proposed.transfer?.budget as
            BudgetId | undefined),
    );
  }

  private receiver(budget: BudgetId): Promise<Receiver | null> {
    return this.recorder.look(budget, (state) =>
      state.status === 'unopened'
        ? null
        : { budget, closedOn: state.closedOn, received: new Set(state.received) },
    );
  }
}
