import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { Recorder } from '../ledger/recorder.js';
import { EventLog } from '../log/event-log.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { refuseUnreadable, stoppedBudgets, stoppedMark } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import {
  incomingAmendments,
  recordedAmendments,
  type AmendmentFilter,
  type PlacedAmendment,
} from './amendment-answer.js';
import type { AmendmentAnswer } from './amendments.answer.js';

/** Amendments in the order in which they were proposed, with those that come to a budget from another one. */
export class ListAmendments extends Query<Page<AmendmentAnswer>> {
  constructor(
    readonly filter: AmendmentFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Reads the amendments from the views.
 *
 * @throws {Refusal} `not-found`: the budget that is asked for is not opened; `budget-stopped`: a view of it is incomplete.
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(ListAmendments)
export class ListAmendmentsHandler implements IQueryHandler<ListAmendments> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
    private readonly recorder: Recorder,
  ) {}

  async execute({ filter, page }: ListAmendments): Promise<Page<AmendmentAnswer>> {
    await refuseFutureQuestion(this.views, this.log, { position: filter.position });
    if (filter.budget !== undefined) await refuseUnreadable(this.views, filter.budget);
    const { limit, after } = page;
    const places = {
      after: after === undefined ? undefined : placeOf(after),
      limit: limit === undefined ? undefined : limit + 1,
    };
    const found = [
      ...(await recordedAmendments(this.views, filter, places)),
      ...(await incomingAmendments(this.views, this.recorder, filter, places)),
    ].toSorted((a, b) => Number(a.position - b.position) || a.side - b.side);
    const stopped = await stoppedBudgets(this.views);
    const { items, next } = pageOf(found, page, cursorOf);
    return {
      items: items.map(({ amendment }) => ({
        ...amendment,
        ...stoppedMark(stopped, amendment.budget),
      })),
      next,
    };
  }
}

const cursorOf = ({ position, side }: PlacedAmendment): string => `${position}-${side}`;

const placeOf = (after: string): Pick<PlacedAmendment, 'position' | 'side'> => {
  const [position, side] = placeIn(after, /^(\d{1,18})-([01])$/, '42-0');
  return { position: BigInt(position!), side: side === '0' ? 0 : 1 };
};
