import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../domain/errors.js';
import type { Transfer } from '../domain/events/budget.events.js';
import { receivedId } from '../ledger/settle-transfers.js';
import { Views } from '../views/views-database.js';
import type { AmendmentAnswer } from './amendments.answer.js';
import { ListAmendments } from './list-amendments.query.js';

/** One amendment of any budget, by its id or the beginning of it. */
export class ShowAmendment extends Query<AmendmentAnswer> {
  constructor(
    readonly id: string,
    readonly options: {
      /** As it stood when the log had this position. */
      readonly position?: bigint | undefined;
    } = {},
  ) {
    super();
  }
}

/** The other half of a transfer, which happens in another budget. */
export interface OtherHalf {
  /** Which half the amendment is whose other half this is. */
  readonly side: 'giving' | 'receiving';
  readonly amendment: AmendmentAnswer;
}

/** The other half of an amendment that is one half of a transfer; null for any other, and where it is not there for the caller. */
export class OtherHalfOf extends Query<OtherHalf | null> {
  constructor(
    readonly amendment: AmendmentAnswer,
    /** As it stood when the log had this position. */
    readonly position?: bigint,
  ) {
    super();
  }
}

/** Reads it from the views, as {@link ShowAmendment} does. */
@QueryHandler(OtherHalfOf)
export class OtherHalfOfHandler implements IQueryHandler<OtherHalfOf> {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  async execute({
    amendment: { id, budget, transferId },
    position,
  }: OtherHalfOf): Promise<OtherHalf | null> {
    if (transferId === undefined) return null;
    const received = receivedId(transferId);
    const side = id === received ? 'receiving' : 'giving';
    const other = side === 'giving' ? received : await this.giverOf(budget, transferId);
    if (other === undefined) return null;
    const { items } = await this.queries.execute(new ListAmendments({ id: other, position }));
    return items.length === 1 ? { side, amendment: items[0]! } : null;
  }

  /** The amendment that gives what a transfer brings to a budget. */
  private async giverOf(receiver: string, transferId: string): Promise<string | undefined> {
    const rows = await this.views.db
      .selectFrom('amendments')
      .select(['amendment', 'transfer'])
      .where('receiver', '=', receiver)
      .execute();
    return rows.find(({ transfer }) => (JSON.parse(transfer!) as Transfer).id === transferId)
      ?.amendment;
  }
}

/**
 * Reads the amendment from the views.
 *
 * @throws {Refusal} `not-found`: no budget has such an amendment, or had it by then; `malformed`: several begin so;
 *   `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(ShowAmendment)
export class ShowAmendmentHandler implements IQueryHandler<ShowAmendment> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ id, options }: ShowAmendment): Promise<AmendmentAnswer> {
    const { items } = await this.queries.execute(new ListAmendments({ id, ...options }));
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
