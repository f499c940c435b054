import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { checkLines } from '../reading/rules/check-lines.js';
import { DeltasOf } from '../budgets/reports/deltas.query.js';
import { TableOf } from '../budgets/tables/table.query.js';
import { approvalsNeeded, arriving, type AmendCommand } from '../domain/budget/amend.js';
import { grossOf, mirrored, netOf } from '../domain/budget/amendment.js';
import type {
  AmendmentChange,
  AmendmentKind,
  Authority,
  BudgetEvent,
  ExecutionFigure,
  Leg,
  Transfer,
} from '../domain/events/budget.events.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import {
  decide,
  evolve,
  unopened,
  type IdentifiedFinding,
  type LineState,
  type OpenedBudget,
} from '../domain/budget/budget.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { LineKey } from '../domain/values/line.js';
import { fromFen, toFen, ZERO, type Yuan } from '../domain/values/money.js';
import type { Approval, Policy } from '../domain/budget/policy.js';
import type { Caller } from '../ledger/caller.js';
import { readBudget } from '../ledger/read-budget.js';
import { Record, type Recorded } from '../ledger/record.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import { eventId } from '../log/event-id.js';
import type { Token } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { randomUUID } from 'node:crypto';
import { amendmentsOf, shownLegs, type AmendmentAnswer } from './amendment-answer.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { receivedId, SettleTransfers } from '../ledger/settle-transfers.js';
import type { DeltasAnswer } from '../budgets/reports/deltas.answer.js';
import type { TableAnswer } from '../budgets/tables/table.answer.js';

/** What may be asked of a budget after its publication. */
export type ChangeRequest =
  | {
      readonly type: 'propose';
      readonly kind: AmendmentKind;
      readonly changes: readonly AmendmentChange[];
      readonly reason: string;
      /** The budget that receives what this one gives (划转, 结转). */
      readonly to?: BudgetId | undefined;
    }
  | {
      readonly type: 'approve';
      readonly amendment: string;
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
      readonly effectiveOn: CivilDate;
    }
  | { readonly type: 'reject' | 'withdraw'; readonly amendment: string; readonly reason: string }
  | {
      readonly type: 'correct';
      readonly corrects: string;
      readonly line?: LineKey | undefined;
      readonly to: Yuan;
      readonly reason: string;
    }
  | {
      readonly type: 'execute';
      readonly asOf: CivilDate;
      readonly status: 'provisional' | 'final';
      readonly figures: readonly ExecutionFigure[];
    }
  | { readonly type: 'close'; readonly on: CivilDate };

export interface ChangeAnswer {
  readonly budget: BudgetId;
  readonly version: number;
  readonly token: Token;
  readonly amendment?: AmendmentAnswer;
  /** Of an act that touches two budgets: the giving and the receiving side; after the approval, once it has arrived. */
  readonly transferId?: string;
  readonly amendments?: readonly AmendmentAnswer[];
}

/** What a change would do. Nothing of it is kept. */
export interface DryRunAnswer {
  readonly budget: BudgetId;
  readonly amendment: AmendmentAnswer | null;
  readonly tables: readonly TableAnswer[];
  readonly deltas: DeltasAnswer;
  readonly approvals: readonly Approval[];
  readonly findings: readonly ({ readonly id: string; readonly status: 'open' } & Omit<
    IdentifiedFinding,
    'finding' | 'document'
  >)[];
}

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

/** Answers what a change would do, and records nothing. */
export class TryChange extends Command<DryRunAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly request: ChangeRequest,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An id that a repeat under the same idempotency key gives again. */
const idFor = (what: string, budget: BudgetId, { idempotency }: Caller): string =>
  idempotency ? eventId(`${what} ${budget} ${idempotency.key}`, 0) : randomUUID();

const commandOf = (
  budget: BudgetId,
  request: ChangeRequest,
  caller: Caller,
  policy: Policy,
): AmendCommand => {
  switch (request.type) {
    case 'propose': {
      const { kind, changes, reason, to } = request;
      if (kind === 'carry-forward' && to === undefined)
        throw new Refusal(
          'transfer-target-missing',
          'A carry-forward arrives in another budget: name it in "to".',
        );
      const amendment = idFor('amendment', budget, caller);
      const transfer =
        to === undefined
          ? null
          : ({ id: idFor('transfer', budget, caller), side: 'giving', budget: to } as const);
      return {
        type: 'ProposeAmendment',
        amendment,
        kind,
        changes: transfer ? given(changes) : changes,
        reason,
        actor: caller.actor,
        transfer,
      };
    }
    case 'approve': {
      const { amendment, authority, approvedOn, effectiveOn } = request;
      return {
        type: 'ApproveAmendment',
        amendment,
        authority,
        approvedOn,
        effectiveOn,
        actor: caller.actor,
        policy,
      };
    }
    case 'reject':
    case 'withdraw':
      return {
        type: request.type === 'reject' ? 'RejectAmendment' : 'WithdrawAmendment',
        amendment: request.amendment,
        reason: request.reason,
      };
    case 'correct': {
      const { corrects, line, to, reason } = request;
      return {
        type: 'Correct',
        corrects,
        line: line ?? null,
        to,
        reason,
        check: (lines) => checkLines(budget, lines),
      };
    }
    case 'execute':
      return {
        type: 'RecordExecution',
        asOf: request.asOf,
        status: request.status,
        figures: request.figures,
      };
    case 'close':
      return { type: 'CloseYear', on: request.on };
  }
};

/** What a transfer gives may be written as the amount that goes over: it leaves this budget either way. */
const given = (changes: readonly AmendmentChange[]): readonly AmendmentChange[] =>
  changes.every(({ amount }) => toFen(amount) > 0n) ? mirrored(changes) : changes;

@CommandHandler(ChangeBudget)
export class ChangeBudgetHandler implements ICommandHandler<ChangeBudget> {
  constructor(
    private readonly commands: CommandBus,
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
    private readonly policy: PolicyFile,
    private readonly settleTransfers: SettleTransfers,
    private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ budget, request, caller }: ChangeBudget): Promise<ChangeAnswer> {
    if (request.type === 'propose' && request.to !== undefined)
      await this.receiver(budget, request.to);
    const recorded = await this.commands.execute(
      new Record(budget, commandOf(budget, request, caller, await this.policy.current()), caller),
    );
    await this.projector.askIfAvailable(async () => {});
    const answer = { budget, version: recorded.version, token: recorded.token };
    const amendment = await this.amendment(budget, request, recorded);
    if (!amendment) return answer;
    const transfer = transferOf(recorded);
    if (!transfer) return { ...answer, amendment };
    if (request.type === 'propose') {
      const received = await this.toArrive(amendment, transfer, recorded);
      return {
        ...answer,
        amendment,
        transferId: transfer.id,
        amendments: [amendment, received],
      };
    }
    if (request.type === 'approve') {
      await this.settleTransfers.all();
      await this.settleYearOverYear.after(budget);
    }
    const other = (await amendmentsOf(this.views, transfer.budget)).filter(
      ({ transferId }) => transferId === transfer.id,
    );
    return { ...answer, amendment, transferId: transfer.id, amendments: [amendment, ...other] };
  }

  /** The other side of a proposal, as the receiving budget stood then: a repeat gives the same answer. */
  private async toArrive(
    amendment: AmendmentAnswer,
    { id, budget }: Transfer,
    { events }: Recorded,
  ): Promise<AmendmentAnswer> {
    const history = await readBudget(this.log, budget as BudgetId);
    const then = events.at(-1)!.position;
    const state = history.events
      .filter(({ position }) => position < then)
      .reduce(evolve, unopened) as OpenedBudget;
    const { changes, legs } = arriving(amendment.changes, state);
    return {
      ...amendment,
      id: receivedId(id),
      changes,
      legs: shownLegs(legs),
      net: netOf(changes),
    };
  }

  private async receiver(giver: BudgetId, to: BudgetId): Promise<void> {
    await this.projector.catchUp();
    const known = await this.views.db
      .selectFrom('budgets')
      .select('budget')
      .where('budget', '=', to)
      .executeTakeFirst();
    if (!known || to === giver)
      throw new Refusal(
        'transfer-target-missing',
        `"${to}" cannot receive what ${giver} gives: name another budget of the ledger.`,
        { to },
      );
  }

  /** The amendment as this very change left it, so that a repeat gives the same answer. */
  private async amendment(
    budget: BudgetId,
    request: ChangeRequest,
    { events }: Recorded,
  ): Promise<AmendmentAnswer | undefined> {
    for (const event of events) {
      const answer = answerOf(event, event.recordedAt);
      if (answer) return answer;
    }
    if (request.type !== 'reject' && request.type !== 'withdraw') return undefined;
    await this.projector.catchUp();
    return (await amendmentsOf(this.views, budget, { id: request.amendment }))[0];
  }
}

@CommandHandler(TryChange)
export class TryChangeHandler implements ICommandHandler<TryChange> {
  constructor(
    private readonly log: EventLog,
    private readonly queries: QueryBus,
    private readonly projector: Projector,
    private readonly policy: PolicyFile,
  ) {}

  async execute({ budget, request, caller }: TryChange): Promise<DryRunAnswer> {
    await this.projector.catchUp();
    const history = await readBudget(this.log, budget);
    const policy = await this.policy.current();
    const events = decide(commandOf(budget, request, caller, policy), history.budget);
    const state = history.budget as OpenedBudget;
    const legs = events.flatMap(legsOfEvent);
    const amendment =
      events.map((event) => answerOf(event, '')).find((each) => each !== null) ?? null;
    const tables: TableAnswer[] = [];
    for (let table = 1; table <= 9; table += 1)
      tables.push(await this.queries.execute(new TableOf(budget, table, { legs })));
    return {
      budget,
      amendment,
      tables,
      deltas: await this.queries.execute(new DeltasOf(budget, 'prior-budget', 'class', { legs })),
      approvals: amendment ? approvalsNeeded(policy, amendment.kind, amendment.changes, state) : [],
      findings: newFindings(budget, state, legs).map(
        ({ finding: id, document: _document, ...finding }) => ({ id, ...finding, status: 'open' }),
      ),
    };
  }
}

const legsOfEvent = (event: BudgetEvent): readonly Leg[] => {
  if (event.type === 'AmendmentProposed' || event.type === 'BudgetAmended') return event.data.legs;
  if (event.type !== 'LineCorrected' || event.data.line === null) return [];
  const delta = fromFen(toFen(event.data.to) - toFen(event.data.from));
  const schedule = event.data.line.slice(0, event.data.line.indexOf('/')) as Leg['schedule'];
  return [{ schedule, key: event.data.line, before: ZERO, delta, after: delta }];
};

/** What would no longer hold, of the rules that hold now. */
const newFindings = (
  budget: BudgetId,
  state: OpenedBudget,
  legs: readonly Leg[],
): readonly IdentifiedFinding[] => {
  const standing = new Map(state.lines);
  for (const [key, line] of standing) standing.set(key, { ...line, original: line.adjusted });
  const moved = new Map<LineKey, LineState>(standing);
  for (const { key, delta } of legs) {
    const old = moved.get(key) ?? { name: '', original: ZERO, adjusted: ZERO };
    const amount = fromFen(toFen(old.adjusted) + toFen(delta));
    moved.set(key, { ...old, original: amount, adjusted: amount });
  }
  const known = new Set(checkLines(budget, standing).map(({ finding }) => finding));
  return checkLines(budget, moved).filter(({ finding }) => !known.has(finding));
};

/** The amendment as one event leaves it; null for an event of another kind. */
const answerOf = (event: BudgetEvent, recordedAt: string): AmendmentAnswer | null => {
  if (event.type !== 'AmendmentProposed' && event.type !== 'BudgetAmended') return null;
  const answer = proposedAnswer(event.data, recordedAt);
  if (event.type === 'AmendmentProposed') return answer;
  const { authority, approvedBy, approvedOn, effectiveOn } = event.data;
  return { ...answer, status: 'approved', authority, approvedBy, approvedOn, effectiveOn };
};

const proposedAnswer = (
  data: Extract<BudgetEvent, { type: 'AmendmentProposed' | 'BudgetAmended' }>['data'],
  recordedAt: string,
): AmendmentAnswer => ({
  id: data.amendment,
  status: 'proposed',
  kind: data.kind,
  reason: data.reason,
  changes: data.changes,
  legs: shownLegs(data.legs),
  net: netOf(data.changes),
  gross: grossOf(data.changes),
  proposedBy: data.proposedBy,
  approvedBy: null,
  authority: null,
  approvedOn: null,
  effectiveOn: null,
  recordedAt,
  ...(data.transfer ? { transferId: data.transfer.id } : {}),
});

const transferOf = ({ events }: Recorded) => {
  for (const event of events)
    if (event.type === 'AmendmentProposed' || event.type === 'BudgetAmended')
      return event.data.transfer;
  return null;
};
