import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { Decision } from '../domain/events/finding.js';
import type { Caller } from '../ledger/caller.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import { priorYear } from '../ledger/prior-budget.js';
import { Recorder, type Recorded } from '../ledger/recorder.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';

/** Records a person's decision on a finding, with its reason, and with `accept-expected` the correction that it promises. */
export class ResolveFinding extends Command<Recorded> {
  constructor(
    readonly budget: BudgetId,
    readonly finding: string,
    readonly decision: Decision,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Records the decision, and settles the years beside the budget where it corrects something; the decider checks it.
 *
 * @throws {Refusal} `not-found`: there is no such budget or finding; any refusal of the decider.
 */
@CommandHandler(ResolveFinding)
export class ResolveFindingHandler implements ICommandHandler<ResolveFinding> {
  constructor(
    private readonly recorder: Recorder,
    private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ budget, finding, decision, reason, caller }: ResolveFinding): Promise<Recorded> {
    const prior = await priorYear(this.recorder, budget);
    const recorded = await this.recorder.record(
      budget,
      {
        type: 'ResolveFinding',
        finding,
        decision,
        reason,
        check: (figures) => checkFigures(budget, figures),
        prior,
      },
      caller,
    );
    if (recorded.events.some(({ type }) => type === 'LineCorrected'))
      await this.settleYearOverYear.after(budget);
    return recorded;
  }
}
