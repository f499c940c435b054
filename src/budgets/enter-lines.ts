import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../domain/budget-id.js';
import type { EnteredLine } from '../domain/budget.js';
import type { Caller } from '../ledger/caller.js';
import { Record, type Recorded } from '../ledger/record.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { checkLines } from './check-lines.js';

/** Enters lines of the original budget with no document. The same checks run as on a published one. */
export class EnterLines extends Command<Recorded> {
  constructor(
    readonly budget: BudgetId,
    readonly lines: readonly EnteredLine[],
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(EnterLines)
export class EnterLinesHandler implements ICommandHandler<EnterLines> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(SettleYearOverYear) private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ budget, lines, caller }: EnterLines): Promise<Recorded> {
    const recorded = await this.commands.execute(
      new Record(
        budget,
        { type: 'EnterLines', lines, check: (all) => checkLines(budget, all) },
        caller,
      ),
    );
    await this.settleYearOverYear.after(budget);
    return recorded;
  }
}
