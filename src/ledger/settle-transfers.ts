import { unlimited } from '../access/access.js';
import { Injectable } from '@nestjs/common';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { ChangeCommand } from '../domain/budget/budget-command.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { BudgetAmended } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { Refusal } from '../domain/errors.js';
import { amountsInFen, fromFen, type Yuan } from '../domain/values/money.js';
import { readBudget } from './read-budget.js';
import { Recorder } from './recorder.js';
import { eventId } from '../log/event-id.js';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';

/** A transfer that is recorded in the giving budget and not yet in the receiving one. */
export interface InTransit {
  readonly transferId: string;
  readonly from: string;
  readonly to: string;
  readonly amount: Yuan;
  readonly amendment: string;
  readonly position: string;
  /** Why it could not be completed, when that was tried. */
  readonly problem?: string;
}

/**
 * Completes changes of two budgets. An append writes to one stream only, so the giving side is recorded first and the
 * receiving side here: on start, on a timer and after each approval. A repeat changes nothing.
 */
@Injectable()
export class SettleTransfers {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  /** Completes all transfers in transit; returns those that cannot be completed, with the reason. */
  all(): Promise<readonly InTransit[]> {
    // Whoever approved the giving side need not see the receiving budget.
    return unlimited(() => this.complete());
  }

  private async complete(): Promise<readonly InTransit[]> {
    await this.projector.catchUp();
    const stuck: InTransit[] = [];
    const open = await inTransit(this.views);
    for (const transfer of open) {
      const given = await givenBy(this.log, transfer);
      try {
        await this.recorder.record(
          transfer.to as BudgetId,
          receiving(transfer, given.data),
          // What is known of the approver stands in the giving side.
          { actor: given.data.approvedBy },
          { naturalKey: `transfer ${transfer.transferId}`, causedBy: given.id },
        );
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        stuck.push({ ...transfer, problem: error.message });
      }
    }
    if (open.length > stuck.length) await this.projector.catchUp();
    return stuck;
  }
}

/** The giving side of a transfer, as it was approved. */
export const givenBy = async (
  log: EventLog,
  { from, transferId }: InTransit,
): Promise<RecordedEvent<BudgetAmended>> => {
  for (const event of await readBudget(log, from as BudgetId))
    if (event.type === 'BudgetAmended' && event.data.transfer?.id === transferId) return event;
  throw new Error(`${from} has no giving side of the transfer ${transferId}`);
};

/** The id that the receiving side of a transfer has as an amendment. */
export const receivedId = (transfer: string): string => eventId(`received ${transfer}`, 0);

/** The command that completes a transfer. */
export const receiving = (
  { from, transferId }: InTransit,
  given: BudgetAmended['data'],
): Extract<ChangeCommand, { type: 'ReceiveTransfer' }> => ({
  type: 'ReceiveTransfer',
  given: { ...given, changes: amountsInFen(given.changes) },
  amendment: receivedId(transferId),
  giver: from,
});

/** Which transfers in transit are asked for; what is not given is not restricted. */
export interface InTransitFilter {
  /** What has left these budgets, at least one. */
  readonly givers?: readonly string[] | undefined;
  /** By what was recorded up to this position. */
  readonly position?: bigint | undefined;
  /** Those that were given after this position, so many at most. */
  readonly after?: bigint | undefined;
  readonly limit?: number | undefined;
}

/**
 * The transfers whose receiving side is missing, and that were not returned, oldest first. Their amounts, added to the sum over all
 * budgets, keep it exact. Those that had ended by the position are not read.
 */
export const inTransit = async (
  views: Views,
  { givers, position = POSITION_MAX, after, limit }: InTransitFilter = {},
): Promise<readonly InTransit[]> => {
  let query = views.db
    .selectFrom('transfers')
    .selectAll()
    .where('given_position', '<=', position)
    .where(({ or, eb }) =>
      or([eb('ended_position', 'is', null), eb('ended_position', '>', position)]),
    )
    .orderBy('given_position');
  if (givers !== undefined) query = query.where('giver', 'in', givers);
  if (after !== undefined) query = query.where('given_position', '>', after);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map((row) => ({
    transferId: row.transfer,
    // It has its giving side.
    from: row.giver!,
    to: row.receiver!,
    amount: fromFen(row.amount!),
    amendment: row.amendment!,
    position: String(row.given_position),
  }));
};
