import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { lineSubject } from '../../domain/values/line.js';
import { SCHEDULES, type LineName, type Schedule } from '../../domain/values/line.js';
import { inYuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import type { AsOf } from '../../domain/values/as-of.js';
import { resolveAsOf } from '../as-of/as-of.js';
import { linesAsOf, type LineRange } from '../as-of/lines-as-of.js';
import { statutoryName } from '../../domain/classification/statutory-name.js';
import type { LinesAnswer } from './lines.answer.js';

/** The lines of a budget at a point in time, in the order of schedules and keys. */
export class LinesOf extends Query<LinesAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
    readonly schedule?: Schedule,
    readonly range?: LineRange,
  ) {
    super();
  }
}

/**
 * Sums the revisions of each line up to the bounds.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the
 *   position.
 */
@QueryHandler(LinesOf)
export class LinesOfHandler implements IQueryHandler<LinesOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf, schedule, range }: LinesOf): Promise<LinesAnswer> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const lines = await linesAsOf(this.views, bounds, schedule ? [schedule] : SCHEDULES, { range });
    const order = (line: LineName) => SCHEDULES.indexOf(line.schedule);
    return {
      budget,
      lines: [...lines]
        .sort((a, b) => order(a.line) - order(b.line))
        .map(({ key, line, name, original, adjusted }) => ({
          line: key,
          ...line,
          name: name || statutoryName(line.schedule, lineSubject(line)),
          ...inYuan({ amount: adjusted, original, adjusted }),
        })),
      asOf: bounds.asOf,
    };
  }
}
