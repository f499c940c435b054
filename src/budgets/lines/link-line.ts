import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PriorLines } from '../../domain/budget/budget-command.js';
import { OriginalsOfBudget } from '../../domain/budget/year-over-year.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { LineKey } from '../../domain/values/line.js';
import type { Share } from '../../domain/continuity/share.js';
import type { Caller } from '../../ledger/caller.js';
import { priorCandidates } from '../../ledger/prior-budget.js';
import { Recorder, type Recorded } from '../../ledger/recorder.js';

/** Links a line to the line of the year before that it goes on from, by a weight, or with none takes the link back. */
export class LinkLine extends Command<Recorded> {
  constructor(
    readonly budget: BudgetId,
    readonly line: LineKey,
    readonly from: LineKey,
    readonly weight: Share | null,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Records the link; the decider checks it against the lines of both years, which are read from their streams.
 *
 * @throws {Refusal} any refusal of the decider.
 */
@CommandHandler(LinkLine)
export class LinkLineHandler implements ICommandHandler<LinkLine> {
  constructor(private readonly recorder: Recorder) {}

  async execute({ budget, line, from, weight, reason, caller }: LinkLine): Promise<Recorded> {
    const of = { line, from, reason, prior: await this.priorLines(budget) };
    return this.recorder.record(
      budget,
      weight === null ? { type: 'UnlinkLine', ...of } : { type: 'LinkLine', ...of, weight },
      caller,
    );
  }

  private async priorLines(budget: BudgetId): Promise<PriorLines | null> {
    for (const candidate of priorCandidates(budget)) {
      const found = await this.recorder.look(candidate, (prior) =>
        prior.status === 'unopened'
          ? null
          : {
              ...prior.name,
              originals: new OriginalsOfBudget(prior.figures),
              hasLine: (key: LineKey) => prior.lines.has(key) && !prior.discontinued.has(key),
            },
      );
      if (found !== null) return { budget: candidate, ...found };
    }
    return null;
  }
}
