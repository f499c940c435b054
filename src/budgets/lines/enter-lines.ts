import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { Check, EnteredLine } from '../../domain/budget/budget-command.js';
import type { Caller } from '../../ledger/caller.js';
import { priorYear } from '../../ledger/prior-budget.js';
import { Recorder, type Recorded } from '../../ledger/recorder.js';
import { SettleYearOverYear } from '../../ledger/settle-year-over-year.js';
import { checkFigures } from '../../reading/rules/check-figures.js';

/** What an entry of lines recorded. */
export interface Entered extends Recorded {
  /** How many lines are new or have another amount. */
  readonly lines: number;
  /** How many findings were raised by them. */
  readonly findings: number;
}

/** Enters lines of the original budget without a document. They are checked by the same rules as a published budget. */
export class EnterLines extends Command<Entered> {
  constructor(
    readonly budget: BudgetId,
    readonly lines: readonly EnteredLine[],
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Records the lines and what the checks find among all lines of the budget, and settles the changes against the years
 * beside it.
 *
 * @throws {Refusal} any refusal of the decider.
 */
@CommandHandler(EnterLines)
export class EnterLinesHandler implements ICommandHandler<EnterLines> {
  constructor(
    private readonly recorder: Recorder,
    private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ budget, lines, caller }: EnterLines): Promise<Entered> {
    const prior = await priorYear(this.recorder, budget);
    const check: Check = (figures) => checkFigures(budget, figures);
    const recorded = await this.recorder.record(
      budget,
      { type: 'EnterLines', lines, check, prior },
      caller,
    );
    await this.settleYearOverYear.after(budget);
    const count = (wanted: string): number =>
      recorded.events.filter(({ type }) => type === wanted).length;
    return {
      ...recorded,
      lines: count('LineEntered'),
      findings: count('FindingRaised'),
    };
  }
}
