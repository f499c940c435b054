import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { foldEvents } from '../domain/budget/budget-state.js';
import { opened } from '../domain/budget/guards.js';
import type { BudgetEvent, FindingRaised, Transfer } from '../domain/events/budget.events.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { ZERO } from '../domain/values/money.js';
import type { Caller } from '../ledger/caller.js';
import { readBudget } from '../ledger/read-budget.js';
import { Recorder, type Recorded } from '../ledger/recorder.js';
import { receivedId, SettleTransfers } from '../ledger/settle-transfers.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog, LogUnavailable } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { answerOf, receivingSide, recordedAmendments, transferOf } from './amendment-answer.js';
import { FindCircumstances } from './circumstances.js';
import { commandOf, type ChangeRequest } from './change-request.js';
import type { AmendmentAnswer, ChangeAnswer } from './amendments.answer.js';

/** The views do not have the change yet. */
const BEHIND = 'behind';

/** Changes a budget after its publication: amendments, corrections, executions, the close. */
export class ChangeBudget extends Command<ChangeAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly request: ChangeRequest,
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Records the change, settles what follows from it in other budgets, and answers. What is recorded is never refused: while
 * the views cannot be written or reached, or the log takes no more, the answer says so and lacks what they would add.
 *
 * @throws {Refusal} any refusal of the decider.
 */
@CommandHandler(ChangeBudget)
export class ChangeBudgetHandler implements ICommandHandler<ChangeBudget> {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
    private readonly circumstances: FindCircumstances,
    private readonly settleTransfers: SettleTransfers,
    private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ budget, request, caller }: ChangeBudget): Promise<ChangeAnswer> {
    // What can still arrive arrives first. To a closed budget nothing does, and no money is returned from another.
    if (request.type === 'return') await this.unlessBehind(() => this.settleTransfers.all());
    const recorded = await this.recorder.record(
      budget,
      commandOf(budget, request, caller, await this.circumstances.of(budget, request)),
      caller,
    );
    if (recorded.events.some(movesOriginals)) await this.settleYearOverYear.after(budget);
    await this.projector.askIfAvailable(async () => {});
    const findings = await this.findings(budget, recorded);
    const answer = {
      budget,
      version: recorded.version,
      token: recorded.token,
      ...(findings.length === 0 ? {} : { findings }),
    };
    const amendment = await this.unlessBehind(() => this.amendment(budget, request, recorded));
    if (amendment === BEHIND) return { ...answer, projection: BEHIND };
    if (!amendment) return answer;
    const transfer = recorded.events.map(transferOf).find((each) => each !== null);
    if (!transfer) return { ...answer, amendment };
    if (request.type === 'propose') {
      const received = await this.receivingSide(amendment, transfer, recorded);
      return {
        ...answer,
        amendment,
        transferId: transfer.id,
        amendments: [amendment, received],
      };
    }
    const other = await this.unlessBehind(async () => {
      if (request.type === 'approve') await this.settleTransfers.all();
      return recordedAmendments(this.views, {
        budget: transfer.budget,
        id: receivedId(transfer.id),
      });
    });
    return {
      ...answer,
      amendment,
      transferId: transfer.id,
      amendments:
        other === BEHIND ? [amendment] : [amendment, ...other.map((each) => each.amendment)],
      ...(other === BEHIND && { projection: BEHIND }),
    };
  }

  /** What the views are needed for, and a change is not refused for. */
  private async unlessBehind<T>(part: () => Promise<T>): Promise<T | typeof BEHIND> {
    try {
      return await part();
    } catch (error) {
      if (this.projector.isViewsProblem(error) || error instanceof LogUnavailable) return BEHIND;
      throw error;
    }
  }

  private async findings(
    budget: BudgetId,
    { events }: Recorded,
  ): Promise<NonNullable<ChangeAnswer['findings']>> {
    const changed = events.filter(
      (event) => event.type === 'FindingRaised' || event.type === 'FindingResolved',
    );
    if (changed.length === 0) return [];
    const raised = new Map<string, FindingRaised['data']>();
    for (const { type, data } of await readBudget(this.log, budget))
      if (type === 'FindingRaised') raised.set(data.finding, data);
    return changed.map(({ type, data: { finding: id } }) => {
      const { rule, severity, message } = raised.get(id)!;
      return {
        id,
        rule,
        severity,
        message,
        status: type === 'FindingRaised' ? 'open' : 'resolved',
      };
    });
  }

  /** The receiving side of a proposal, on the receiving budget at that position, so that a repeat gets the same answer. */
  private async receivingSide(
    amendment: AmendmentAnswer,
    transfer: Transfer,
    { events }: Recorded,
  ): Promise<AmendmentAnswer> {
    const then = events.at(-1)!.position;
    const history = await readBudget(this.log, transfer.budget as BudgetId);
    const receiver = foldEvents(history.filter(({ position }) => position < then));
    return receivingSide(amendment, transfer, opened(receiver));
  }

  /** The amendment right after this change, so that a repeat gets the same answer. */
  private async amendment(
    budget: BudgetId,
    request: ChangeRequest,
    { events }: Recorded,
  ): Promise<AmendmentAnswer | typeof BEHIND | undefined> {
    for (const event of events) {
      const answer = answerOf(budget, event, event.recordedAt);
      if (answer) return answer;
    }
    if (request.type !== 'reject' && request.type !== 'withdraw' && request.type !== 'return')
      return undefined;
    if (!(await this.projector.contains(events.at(-1)!.position))) return BEHIND;
    const [found] = await recordedAmendments(this.views, { budget, id: request.amendment });
    return found?.amendment;
  }
}

/** Whether the original budget has other lines or amounts after an event, with which other budgets are compared. */
const movesOriginals = (event: BudgetEvent): boolean =>
  event.type === 'LineCorrected' ||
  // A line that nothing stood on may be one that the budget did not have.
  (event.type === 'BudgetAmended' && event.data.legs.some(({ before }) => before === ZERO));
