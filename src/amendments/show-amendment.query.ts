import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../domain/errors.js';
import type { AmendmentAnswer } from './amendments.answer.js';
import { ListAmendments } from './list-amendments.query.js';

/** One amendment of any budget, by its id or the beginning of it. */
export class ShowAmendment extends Query<AmendmentAnswer> {
  constructor(readonly id: string) {
    super();
  }
}

/**
 * Reads the amendment from the views.
 *
 * @throws {Refusal} `not-found`: no budget has such an amendment; `malformed`: several begin so.
 */
@QueryHandler(ShowAmendment)
export class ShowAmendmentHandler implements IQueryHandler<ShowAmendment> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ id }: ShowAmendment): Promise<AmendmentAnswer> {
    const { items } = await this.queries.execute(new ListAmendments({ id }));
    const [amendment] = items;
    if (!amendment)
      throw new Refusal('not-found', `There is no amendment ${id}: see the list of amendments.`);
    if (items.length > 1) {
      const found = items.map((each) => each.id);
      throw new Refusal(
        'malformed',
        `"${id}" is the beginning of ${found.length} amendments: give more of ${found.join(' or ')}.`,
        { found },
      );
    }
    return amendment;
  }
}
