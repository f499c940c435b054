import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { foldEvents } from '../domain/budget/budget-state.js';
import { decide } from '../domain/decide/decide.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import { parseBudgetId, type BudgetId } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import { fromFen, toFen, type Fen, type Yuan } from '../domain/values/money.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { readBudget } from '../ledger/read-budget.js';
import { EventLog } from '../log/event-log.js';
import {
  PAGE_ENTRIES_MAX,
  pageOf,
  placeIn,
  type Page,
  type PageRequest,
} from '../validation/page.js';
import { refuseUnreadable, stoppedBudgets, stoppedMark } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import { givenBy, inTransit, receiving, type InTransit } from '../ledger/settle-transfers.js';
import type { TransferInTransit } from './audit.answer.js';

/** Which transfers are asked for, by the budget that the money has left; an absent field does not restrict it. */
export interface TransitFilter {
  readonly budget?: string | undefined;
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  /** Those that were in transit when the log had this position. */
  readonly position?: bigint | undefined;
}

/** The rows that are read at a time: not every one need be of the agency or the year. */
const BATCH_ROWS = PAGE_ENTRIES_MAX + 1;

/** The transfers that have left one budget and not arrived in the other, oldest first, with the reason if there is one. */
export class TransfersInTransit extends Query<Page<TransferInTransit>> {
  constructor(
    readonly filter: TransitFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** What has left each of these budgets and arrived nowhere, in yuan, by budget; a budget that nothing has left is absent. */
export class SumsInTransit extends Query<ReadonlyMap<string, Yuan>> {
  constructor(
    readonly budgets: readonly string[],
    readonly position?: bigint,
  ) {
    super();
  }
}

/**
 * Lists the transfers from the views, and asks the decider for each why the receiving budget would refuse it as it stands.
 *
 * @throws {Refusal} `not-found`: the filter names a budget that is not opened; `budget-stopped`: a view of it is incomplete;
 *   `malformed`: `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(TransfersInTransit)
export class TransfersInTransitHandler implements IQueryHandler<TransfersInTransit> {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
  ) {}

  async execute({ filter, page }: TransfersInTransit): Promise<Page<TransferInTransit>> {
    const { budget, agency, year, position: asked } = filter;
    await refuseFutureQuestion(this.views, this.log, { position: asked });
    if (budget !== undefined) await refuseUnreadable(this.views, budget);
    const isAsked = ({ from }: InTransit): boolean => {
      const giver = parseBudgetId(from);
      return (
        (agency === undefined || giver.agency === agency) &&
        (year === undefined || giver.fiscalYear === year)
      );
    };
    let after =
      page.after === undefined ? 0n : BigInt(placeIn(page.after, /^(\d{1,18})$/, '42')[0]!);
    const open: InTransit[] = [];
    for (;;) {
      const read = await inTransit(this.views, {
        givers: budget === undefined ? undefined : [budget],
        position: asked,
        after,
        limit: page.limit === undefined ? undefined : BATCH_ROWS,
      });
      open.push(...read.filter(isAsked));
      if (page.limit === undefined || read.length < BATCH_ROWS || open.length > page.limit) break;
      after = BigInt(read.at(-1)!.position);
    }
    const { items, next } = pageOf(open, page, ({ position }) => position);
    const stopped = await stoppedBudgets(this.views);
    const found: TransferInTransit[] = [];
    for (const transfer of items) {
      const problem = await this.problemOf(transfer, asked);
      found.push({
        ...transfer,
        ...(problem === undefined ? {} : { problem }),
        ...stoppedMark(stopped, transfer.from),
        ...stoppedMark(stopped, transfer.to),
      });
    }
    return { items: found, next };
  }

  /** Why the receiving budget would refuse it as it stands at the position; undefined when it is only not settled yet. */
  private async problemOf(
    transfer: TransferInTransit,
    position = POSITION_MAX,
  ): Promise<string | undefined> {
    const { data: given } = await givenBy(this.log, transfer);
    const events = await readBudget(this.log, transfer.to as BudgetId);
    const receiver = foldEvents(events.filter((event) => event.position <= position));
    try {
      decide(receiving(transfer, given), receiver);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
  }
}

/** Adds up the transfers that {@link TransfersInTransit} lists of these budgets; it asks no decider. */
@QueryHandler(SumsInTransit)
export class SumsInTransitHandler implements IQueryHandler<SumsInTransit> {
  constructor(private readonly views: Views) {}

  async execute({ budgets, position }: SumsInTransit): Promise<ReadonlyMap<string, Yuan>> {
    if (budgets.length === 0) return new Map();
    const sums = new Map<string, Fen>();
    for (const { from, amount } of await inTransit(this.views, { givers: budgets, position }))
      sums.set(from, (sums.get(from) ?? 0n) + toFen(amount));
    return new Map([...sums].map(([budget, fen]) => [budget, fromFen(fen)]));
  }
}
