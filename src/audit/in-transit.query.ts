import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { foldEvents } from '../domain/budget/budget-state.js';
import { decide } from '../domain/decide/decide.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import { readBudget } from '../ledger/read-budget.js';
import { EventLog } from '../log/event-log.js';
import { Views } from '../views/views-database.js';
import { givenBy, inTransit, receiving } from '../ledger/settle-transfers.js';
import type { TransferInTransit } from './audit.answer.js';

/** The transfers that have left one budget and not arrived in the other, oldest first, with the reason if there is one. */
export class TransfersInTransit extends Query<readonly TransferInTransit[]> {}

/** Lists the transfers from the views, and asks the decider for each why the receiving budget would refuse it now. */
@QueryHandler(TransfersInTransit)
export class TransfersInTransitHandler implements IQueryHandler<TransfersInTransit> {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
  ) {}

  async execute(): Promise<readonly TransferInTransit[]> {
    const found: TransferInTransit[] = [];
    for (const transfer of await inTransit(this.views)) {
      const problem = await this.problemOf(transfer);
      found.push(problem === undefined ? transfer : { ...transfer, problem });
    }
    return found;
  }

  /** Why the receiving budget would refuse it now; undefined when it is only not settled yet. */
  private async problemOf(transfer: TransferInTransit): Promise<string | undefined> {
    const given = await givenBy(this.log, transfer);
    const receiver = foldEvents(await readBudget(this.log, transfer.to as BudgetId));
    try {
      decide(receiving(transfer, given), receiver);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
  }
}
