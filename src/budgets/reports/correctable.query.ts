import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fromFen, type Yuan } from '../../domain/values/money.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { LineKey } from '../../domain/values/line.js';
import { correctableEntries } from '../../domain/decide/corrections.js';
import { Recorder } from '../../ledger/recorder.js';

/** An amount that a correction can name. */
export interface CorrectableAmount {
  /** The id of the event that recorded it. */
  readonly event: string;
  /** The line whose amount it is; null for a figure of a document that states no line. */
  readonly line: LineKey | null;
  /** As corrected so far, in yuan. */
  readonly amount: Yuan;
}

/** Which amounts of the given events can be corrected now. */
export class CorrectableAmounts extends Query<readonly CorrectableAmount[]> {
  constructor(
    readonly budget: BudgetId,
    readonly events: readonly string[],
  ) {
    super();
  }
}

/** Asks the budget as it is; a budget that is not opened has none. */
@QueryHandler(CorrectableAmounts)
export class CorrectableAmountsHandler implements IQueryHandler<CorrectableAmounts> {
  constructor(private readonly recorder: Recorder) {}

  execute({ budget, events }: CorrectableAmounts): Promise<readonly CorrectableAmount[]> {
    return this.recorder.look(budget, (found) =>
      found.status === 'unopened'
        ? []
        : [...new Set(events)].flatMap((event) =>
            correctableEntries(found, event).map(({ line, amount }) => ({
              event,
              line,
              amount: fromFen(amount),
            })),
          ),
    );
  }
}
