import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NamesOfBudgets } from '../budgets/names-of-budgets.query.js';
import { DeltasOf } from '../budgets/reports/deltas.query.js';
import type { TableAnswer } from '../budgets/tables/table.answer.js';
import { TableOf } from '../budgets/tables/table.query.js';
import { approvalsNeeded } from '../domain/decide/amendments.js';
import { decide } from '../domain/decide/decide.js';
import { opened } from '../domain/budget/guards.js';
import type { LineMovement } from '../domain/budget/movement.js';
import { correctedBy } from '../domain/budget/superseded.js';
import { Refusal } from '../domain/errors.js';
import type { BudgetEvent, Transfer } from '../domain/events/budget.events.js';
import { ANSWERED_FORM } from '../domain/tables/forms.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { parseLineKey } from '../domain/values/line.js';
import { amountsInFen, fromSigned, toFen } from '../domain/values/money.js';
import type { Findings } from '../domain/budget/finding-state.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import { Recorder } from '../ledger/recorder.js';
import { Projector } from '../projector/projector.js';
import { answerOf, receivingSide, transferOf } from './amendment-answer.js';
import type { AmendmentAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { FindCircumstances } from './circumstances.js';
import { commandOf, type ChangeRequest } from './change-request.js';

/** Answers what a change would do, and records nothing. */
export class PreviewChange extends Query<ChangePreviewAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly request: ChangeRequest,
    readonly actor: string,
  ) {
    super();
  }
}

/**
 * Decides the change on the budget as it is, and answers the queries as if its legs were recorded. It keeps nothing.
 *
 * @throws {Refusal} any refusal that the change itself would get.
 */
@QueryHandler(PreviewChange)
export class PreviewChangeHandler implements IQueryHandler<PreviewChange> {
  constructor(
    private readonly recorder: Recorder,
    private readonly queries: QueryBus,
    private readonly projector: Projector,
    private readonly circumstances: FindCircumstances,
  ) {}

  async execute({ budget, request, actor }: PreviewChange): Promise<ChangePreviewAnswer> {
    await this.projector.catchUp();
    const circumstances = await this.circumstances.of(budget, request);
    // Nothing is recorded, so there is nothing to confirm.
    const asked = request.type === 'close' ? { ...request, confirm: budget } : request;
    const command = commandOf(budget, asked, { actor }, circumstances);
    const { events, amendment, approvals, findings } = await this.recorder.look(budget, (found) => {
      const state = opened(found);
      const decided = decide(command, state);
      const answer =
        decided.map((event) => answerOf(budget, event, '')).find((each) => each !== null) ?? null;
      return {
        events: decided,
        amendment: answer,
        approvals: answer
          ? approvalsNeeded(circumstances.policy, answer.kind, amountsInFen(answer.changes), state)
          : [],
        findings: decided.flatMap((event) => changedFinding(event, state.findings)),
      };
    });
    const legs = events.flatMap(legsOfEvent);
    const tables = await this.tables(budget, legs);
    const transfer = events.map(transferOf).find((each) => each !== null);
    return {
      budget,
      amendment,
      ...(amendment && transfer ? await this.bothSides(amendment, transfer) : {}),
      tables,
      deltas: await this.queries.execute(new DeltasOf(budget, 'prior-budget', 'class', { legs })),
      approvals,
      findings,
    };
  }

  /** The nine tables as if the legs were recorded. */
  private async tables(
    budget: BudgetId,
    legs: readonly LineMovement[],
  ): Promise<readonly TableAnswer[]> {
    const tables: TableAnswer[] = [];
    for (const { table } of ANSWERED_FORM.tables)
      tables.push(await this.queries.execute(new TableOf(budget, table, { legs })));
    return tables;
  }

  private async bothSides(
    giving: AmendmentAnswer,
    transfer: Transfer,
  ): Promise<Pick<ChangePreviewAnswer, 'transferId' | 'amendments' | 'receiverTables'>> {
    const budget = transfer.budget as BudgetId;
    const receiving = await this.recorder.look(budget, (receiver) =>
      receivingSide(giving, transfer, opened(receiver)),
    );
    const seen = await this.queries.execute(new NamesOfBudgets({ budgets: [budget] }));
    const legs = receiving.legs.map((leg) => ({ ...leg, delta: fromSigned(leg.delta) }));
    return {
      transferId: transfer.id,
      amendments: [giving, receiving],
      ...(seen.length > 0 && (await this.receiverTables(budget, legs))),
    };
  }

  /** The change is decided on the log, so that it is no reason to refuse it where a view of the receiver is incomplete. */
  private async receiverTables(
    budget: BudgetId,
    legs: readonly LineMovement[],
  ): Promise<Pick<ChangePreviewAnswer, 'receiverTables'>> {
    try {
      return { receiverTables: await this.tables(budget, legs) };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'budget-stopped') return {};
      throw error;
    }
  }
}

/** The finding that the event raises, or that it ends: as the budget has it before the change. */
const changedFinding = (
  { type, data }: BudgetEvent,
  known: Findings,
): ChangePreviewAnswer['findings'] => {
  if (type === 'FindingRaised') return [unrecordedFinding(data)];
  const ended = type === 'FindingResolved' ? known.get(data.finding) : undefined;
  return ended === undefined ? [] : [{ ...unrecordedFinding(ended.raised), status: 'resolved' }];
};

const legsOfEvent = (event: BudgetEvent): readonly LineMovement[] => {
  if (
    event.type === 'AmendmentProposed' ||
    event.type === 'BudgetAmended' ||
    event.type === 'TransferReturned'
  )
    return event.data.legs.map((leg) => ({ ...leg, delta: toFen(leg.delta) }));
  if (event.type !== 'LineCorrected' || event.data.line === null) return [];
  const { line } = event.data;
  return [{ schedule: parseLineKey(line).schedule, key: line, delta: correctedBy(event.data) }];
};
