import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../domain/errors.js';
import { Recorder } from '../ledger/recorder.js';
import type { Page, PageRequest } from '../validation/page.js';
import { refuseUnreadable } from '../views/stopped-budgets.js';
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
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part.
 */
@QueryHandler(ListAmendments)
export class ListAmendmentsHandler implements IQueryHandler<ListAmendments> {
  constructor(
    private readonly views: Views,
    private readonly recorder: Recorder,
  ) {}

  async execute({
    filter,
    page: { limit, after },
  }: ListAmendments): Promise<Page<AmendmentAnswer>> {
    if (filter.budget !== undefined) await refuseUnreadable(this.views, filter.budget);
    const places = {
      after: after === undefined ? undefined : placeIn(after),
      limit: limit === undefined ? undefined : limit + 1,
    };
    const found = [
      ...(await recordedAmendments(this.views, filter, places)),
      ...(await incomingAmendments(this.views, this.recorder, filter, places)),
    ].toSorted((a, b) => Number(a.position - b.position) || a.side - b.side);
    const shown = limit === undefined ? found : found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ amendment }) => amendment),
      next: last === undefined || shown.length === found.length ? null : cursorOf(last),
    };
  }
}

const cursorOf = ({ position, side }: PlacedAmendment): string => `${position}-${side}`;

const placeIn = (cursor: string): Pick<PlacedAmendment, 'position' | 'side'> => {
  const [, position, side] = /^(\d{1,18})-([01])$/.exec(cursor) ?? [];
  if (position === undefined)
    throw new Refusal(
      'malformed',
      `"${cursor}" is no place in the list: give "next" of the part before, such as 42-0.`,
    );
  return { position: BigInt(position), side: side === '0' ? 0 : 1 };
};
