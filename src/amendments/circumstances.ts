import { unlimited } from '../access/access.js';
import { Injectable } from '@nestjs/common';
import type { Receiver } from '../domain/budget/transfer.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { fromFen, toFen } from '../domain/values/money.js';
import { incomingTo } from '../ledger/incoming.js';
import { priorYear } from '../ledger/prior-budget.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { Recorder } from '../ledger/recorder.js';
import { shanghaiToday } from '../ledger/shanghai.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import type { ChangeRequest, Circumstances } from './change-request.js';

/** Finds what a decision depends on beside its request: the policy, the day, the budget that would receive a transfer, and what comes to one that is closed. */
@Injectable()
export class FindCircumstances {
  constructor(
    private readonly recorder: Recorder,
    private readonly policy: PolicyFile,
    private readonly projector: Projector,
    private readonly views: Views,
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
      incoming: request.type === 'close' ? await this.incoming(budget) : null,
      prior: request.type === 'correct' ? await priorYear(this.recorder, budget) : null,
    };
  }

  private async incoming(budget: BudgetId): Promise<Circumstances['incoming']> {
    // Nothing undoes a close: whoever closes is told the number and the sum, also of what comes from budgets that are hidden.
    const transfers = await unlimited(() =>
      this.projector.askIfAvailable(
        async () => (await incomingTo(this.views, [budget])).get(budget) ?? [],
      ),
    );
    if (transfers === undefined) return null;
    const fen = transfers.reduce((sum, { amount }) => sum + toFen(amount), 0n);
    return { transfers: transfers.length, amount: fromFen(fen) };
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
