import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import type { BudgetAnswer } from '../budgets/budgets.answer.js';
import { ExecutionsOf } from '../budgets/reports/executions.query.js';
import { ListBudgets } from '../budgets/list-budgets.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import type { Budget } from '../domain/budget/budget-state.js';
import { opened } from '../domain/budget/guards.js';
import { Refusal } from '../domain/errors.js';
import type { Authority, Transfer } from '../domain/events/budget.events.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { normalisedNumber } from '../domain/values/document-number.js';
import type { LineKey } from '../domain/values/line.js';
import { fromFen, toFen } from '../domain/values/money.js';
import { FindingsOf } from '../findings/findings.query.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { Recorder } from '../ledger/recorder.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { receivedId } from '../ledger/settle-transfers.js';
import { EventLog } from '../log/event-log.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { refuseUnreadable } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import { AuditChanges } from './audit-changes.query.js';
import { EXCEPTION_RULES, type ExceptionRule } from './exception-rules.js';
import type { AuditException, ChangeEntry } from './audit.answer.js';
import { exceptionsOf, type FoundException } from './exceptions-of-budget.js';

/** Which exceptions are asked for; an absent field does not restrict it. */
export interface ExceptionFilter {
  readonly budget?: string | undefined;
  readonly rule?: ExceptionRule | undefined;
  /** By what was recorded when the log had this position. The rules and the policy are those of today. */
  readonly position?: bigint | undefined;
}

/**
 * The exceptions of one budget or of all, budget by budget in the order of the rules. A part looks at {@link BUDGETS_OF_PART} budgets
 * at most, so that it may have fewer entries than asked for, or none, while `next` says that there are more budgets.
 */
export class AuditExceptions extends Query<Page<AuditException>> {
  constructor(
    readonly filter: ExceptionFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Applies the rules of the exception report to the changes of each budget, to what it has spent of each line, and to its codes.
 *
 * Over all budgets, one that is stopped in a view is an exception itself, since nothing complete can be said of it.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete; `malformed`:
 *   `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(AuditExceptions)
export class AuditExceptionsHandler implements IQueryHandler<AuditExceptions> {
  constructor(
    private readonly queries: QueryBus,
    private readonly policy: PolicyFile,
    private readonly views: Views,
    private readonly log: EventLog,
    private readonly recorder: Recorder,
  ) {}

  async execute({ filter, page }: AuditExceptions): Promise<Page<AuditException>> {
    const { budget, rule: only, position } = filter;
    await refuseFutureQuestion(this.views, this.log, { position });
    if (budget !== undefined) await refuseUnreadable(this.views, budget);
    const after = page.after === undefined ? undefined : placeOf(page.after);
    const { limit } = page;
    const found: FoundException[] = [];
    let seen = 0;
    /** The last budget that was looked at, where others may follow it. */
    let last: BudgetId | undefined;
    const budgets =
      budget === undefined
        ? this.budgetsFrom(after?.exception.budget)
        : [await this.listed(budget)];
    for await (const { id, exceptions } of this.exceptionsIn(budgets, only, position)) {
      found.push(
        ...exceptions
          .filter((each) => after === undefined || inOrder(after, each) < 0)
          .toSorted(inOrder),
      );
      seen += 1;
      if (limit === undefined || (found.length <= limit && seen < BUDGETS_OF_PART)) continue;
      last = id;
      break;
    }
    const { items, next } = pageOf(found, page, cursorOf);
    return {
      items: items.map(({ exception }) => exception),
      next: next ?? (last === undefined ? null : cursorOf(endOf(last))),
    };
  }

  /** The budgets in their order, some at a time, from one on: it may be gone, or be no budget of the caller's, as in any list. */
  private async *budgetsFrom(first: string | undefined): AsyncGenerator<readonly BudgetAnswer[]> {
    const known = first === undefined ? [] : await this.listed(first);
    if (known.length > 0) yield known;
    for (let after = first, isEnd = false; !isEnd;) {
      const { items, next }: Page<BudgetAnswer> = await this.queries.execute(
        new ListBudgets({}, { limit: BUDGETS_AT_A_TIME, after }),
      );
      if (items.length > 0) yield items;
      after = next ?? undefined;
      isEnd = next === null;
    }
  }

  private async listed(budget: string): Promise<readonly BudgetAnswer[]> {
    try {
      return (await this.queries.execute(new ListBudgets({ budget }))).items;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') return [];
      throw error;
    }
  }

  /** The exceptions of each budget, by one rule or by all. */
  private async *exceptionsIn(
    parts: AsyncIterable<readonly BudgetAnswer[]> | Iterable<readonly BudgetAnswer[]>,
    only: ExceptionRule | undefined,
    position: bigint | undefined,
  ): AsyncGenerator<{ readonly id: BudgetId; readonly exceptions: readonly FoundException[] }> {
    const protectedCodes = (await this.policy.current()).protected ?? [];
    for await (const budgets of parts) {
      const ids = budgets.map(({ budget }) => budget);
      const grounds = await this.groundsOf(ids, position);
      const changesOf = await this.changesOf(ids, position);
      for (const budget of budgets) {
        const all = budget.stopped
          ? [stoppedException(budget.budget)]
          : await this.exceptionsOf(
              { budget, changes: await changesOf(budget.budget), protectedCodes },
              grounds,
              only,
              position,
            );
        yield {
          id: budget.budget,
          exceptions: all.filter(({ exception: { rule } }) => only === undefined || rule === only),
        };
      }
    }
  }

  /** `only`: other rules than this one need not be applied. */
  private async exceptionsOf(
    of: {
      readonly budget: BudgetAnswer;
      readonly changes: readonly ChangeEntry[];
      readonly protectedCodes: readonly string[];
    },
    { approved, entered, transfers, executed, unknown }: Grounds,
    only: ExceptionRule | undefined,
    position: bigint | undefined,
  ): Promise<readonly FoundException[]> {
    const { budget: id } = of.budget;
    const approval = approved.get(id);
    const ofBudget = transfers.get(id) ?? new Map<string, Transfer>();
    const isAsked = (rule: ExceptionRule): boolean => only === undefined || only === rule;
    return [
      ...exceptionsOf({
        ...of,
        approvedOn: approval?.approvedOn ?? null,
        transfers: ofBudget,
      }),
      ...(isAsked('transfer-halves-differ')
        ? await this.unequalHalves(id, ofBudget, position)
        : []),
      ...(approval === undefined ? [] : await this.approvalWithoutNumber(id, approval)),
      ...(isAsked('entered-after-approval') && entered.has(id)
        ? await this.enteredAfterApproval(id, position)
        : []),
      ...(isAsked('executed-without-budget') && executed.has(id)
        ? await this.executedWithoutBudget(id, position)
        : []),
      ...(isAsked('unknown-code') && unknown.has(id) ? await this.unknownCodes(id, position) : []),
    ];
  }

  /** What of these budgets exceptions rest on: most have little of it, and need not be read by themselves. */
  private async groundsOf(budgets: readonly BudgetId[], position = POSITION_MAX): Promise<Grounds> {
    const { db } = this.views;
    const approvals = await db
      .selectFrom('approvals')
      .selectAll()
      .where('budget', 'in', budgets)
      .where('position', '<=', position)
      .orderBy('position')
      .execute();
    const entered = await db
      .selectFrom('audit_trail as entered')
      .innerJoin('audit_trail as approval', 'approval.budget', 'entered.budget')
      .whereRef('approval.position', '<', 'entered.position')
      .where('approval.type', '=', 'BudgetApproved')
      .where('entered.type', '=', 'LineEntered')
      .where('entered.budget', 'in', budgets)
      .where('entered.position', '<=', position)
      .select('entered.budget')
      .distinct()
      .execute();
    const executed = await db
      .selectFrom('executions')
      .select('budget')
      .distinct()
      .where('budget', 'in', budgets)
      .where('position', '<=', position)
      .execute();
    const unknown = await db
      .selectFrom('findings')
      .select('budget')
      .distinct()
      .where('budget', 'in', budgets)
      .where('rule', '=', 'CODE-UNKNOWN')
      .execute();
    const transfers = await db
      .selectFrom('amendments')
      .select(['budget', 'amendment', 'transfer'])
      .where('budget', 'in', budgets)
      .where('transfer', 'is not', null)
      .execute();
    const idsIn = (rows: readonly { readonly budget: string }[]): ReadonlySet<string> =>
      new Set(rows.map((row) => row.budget));
    return {
      // The newest of a budget counts.
      approved: new Map(
        approvals.map((row) => [
          row.budget,
          { approvedOn: row.approved_on, authority: row.authority, position: row.position },
        ]),
      ),
      entered: idsIn(entered),
      transfers: new Map(
        [...Map.groupBy(transfers, (row) => row.budget)].map(([id, rows]) => [
          id,
          new Map(rows.map((row) => [row.amendment, JSON.parse(row.transfer!) as Transfer])),
        ]),
      ),
      executed: idsIn(executed),
      unknown: idsIn(unknown),
    };
  }

  /**
   * Gives what moved the lines of each budget after publication, without returns of transfers. It is asked for budget by budget, and is
   * read for as many of the next ones as have {@link CHANGES_AT_A_TIME} together.
   */
  private async changesOf(
    budgets: readonly BudgetId[],
    position: bigint | undefined,
  ): Promise<(budget: BudgetId) => Promise<readonly ChangeEntry[]>> {
    const rows = await this.views.db
      .selectFrom('change_register')
      .select(({ fn }) => ['budget', fn.countAll<bigint>().as('changes')])
      .where('budget', 'in', budgets)
      .groupBy('budget')
      .execute();
    const counts = new Map(rows.map(({ budget, changes }) => [budget, Number(changes)]));
    const changed = budgets.filter((budget) => counts.has(budget));
    let read = new Map<string, readonly ChangeEntry[]>();
    return async (budget) => {
      if (!counts.has(budget)) return [];
      const known = read.get(budget);
      if (known !== undefined) return known;
      let sum = 0;
      const next = changed
        .slice(changed.indexOf(budget))
        .filter((each, place) => (sum += counts.get(each)!) <= CHANGES_AT_A_TIME || place === 0);
      const { items } = await this.queries.execute(new AuditChanges({ budgets: next, position }));
      const moved = Map.groupBy(
        items.filter(({ type }) => type !== 'TransferReturned'),
        (each) => each.budget,
      );
      read = new Map(next.map((each) => [each, moved.get(each) ?? []]));
      return read.get(budget)!;
    };
  }

  /** Transfers of which one half was corrected alone, so that what arrives is not what was given. The giver's report has them. */
  private async unequalHalves(
    budget: BudgetId,
    transfers: ReadonlyMap<string, Transfer>,
    position: bigint | undefined,
  ): Promise<readonly FoundException[]> {
    const found: FoundException[] = [];
    for (const [amendment, transfer] of transfers) {
      if (transfer.side !== 'giving') continue;
      const given = await this.moved(budget, amendment, position);
      const arrived = await this.moved(
        transfer.budget as BudgetId,
        receivedId(transfer.id),
        position,
      );
      if (given === null || arrived === null || given.fen + arrived.fen === 0n) continue;
      found.push({
        exception: {
          rule: 'transfer-halves-differ',
          budget,
          line: null,
          amendment,
          message: `${fromFen(-given.fen)} is given to ${transfer.budget}, and ${fromFen(arrived.fen)} has arrived there: one half was corrected and the other was not.`,
          events: [given.event, arrived.event],
        },
        position: given.position,
        subject: '',
      });
    }
    return found;
  }

  /** What an approved amendment moves of expenditure, as corrected; null where nothing is recorded, or it was returned. */
  private async moved(
    budget: BudgetId,
    amendment: string,
    position: bigint | undefined,
  ): Promise<{ readonly fen: bigint; readonly event: string; readonly position: bigint } | null> {
    const row = await this.views.db
      .selectFrom('change_register')
      .select(['id', 'position'])
      .where('budget', '=', budget)
      .where('amendment', '=', amendment)
      .where('type', '=', 'BudgetAmended')
      .where('position', '<=', position ?? POSITION_MAX)
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return null;
    const legsIn = (state: Budget) =>
      opened(state)
        .entries.get(row.id)
        ?.filter(({ line }) => line?.startsWith('expenditure/'));
    // Its corrections up to the position count.
    const legs = await this.recorder.look(budget, legsIn, position);
    if (legs === undefined || legs.some(({ kind }) => kind === 'returned')) return null;
    return {
      fen: legs.reduce((sum, { amount }) => sum + amount, 0n),
      event: row.id,
      position: row.position,
    };
  }

  /** The newest 批复 of the original budget, where its document has no number. */
  private async approvalWithoutNumber(
    budget: BudgetId,
    { authority, position }: Approval,
  ): Promise<readonly FoundException[]> {
    const { number } = JSON.parse(authority) as Authority;
    if (normalisedNumber(number) !== null) return [];
    const { id } = await this.views.db
      .selectFrom('audit_trail')
      .select('id')
      .where('budget', '=', budget)
      .where('position', '=', position)
      .executeTakeFirstOrThrow();
    return [
      {
        exception: {
          rule: 'authority-is-no-number',
          budget,
          line: null,
          amendment: null,
          message: `The approval of the original budget (批复) names "${number}", which is not a document number such as 宝财预〔2023〕15号.`,
          events: [id],
        },
        position,
        subject: '',
      },
    ];
  }

  /**
   * Lines that a person entered, and no document prints, after the 批复 of the original budget: an approved budget is changed by an
   * amendment, which another person approves (Budget Law, article 52).
   */
  private async enteredAfterApproval(
    budget: BudgetId,
    position: bigint | undefined,
  ): Promise<readonly FoundException[]> {
    const approval = await this.views.db
      .selectFrom('approvals')
      .select('position')
      .where('budget', '=', budget)
      .orderBy('position')
      .limit(1)
      .executeTakeFirstOrThrow();
    const { entries } = await this.queries.execute(
      new TrailOf(budget, { position }, undefined, { after: `${approval.position}-${LEGS_MAX}` }),
    );
    return entries
      .filter(({ type, source }) => type === 'LineEntered' && source === null)
      .map(({ id, position, line, delta, actor }) => ({
        exception: {
          rule: 'entered-after-approval',
          budget,
          line: line as LineKey,
          amendment: null,
          message: `${actor} entered ${line} with ${delta} after the original budget was approved.`,
          events: [id],
        },
        position: BigInt(position),
        subject: line!,
      }));
  }

  /** Codes that a person entered or amended, and the list of the classification does not have. */
  private async unknownCodes(
    budget: BudgetId,
    position: bigint | undefined,
  ): Promise<readonly FoundException[]> {
    const { items: findings } = await this.queries.execute(
      new FindingsOf(budget, {}, { position }),
    );
    const unknown = findings.filter(({ rule, subject }) => rule === 'CODE-UNKNOWN' && subject);
    if (unknown.length === 0) return [];
    const events = new Map(unknown.map(({ subject }) => [subject!, new Set<string>()]));
    // The trail is read once, whatever the number of codes.
    const { entries } = await this.queries.execute(new TrailOf(budget, { position }));
    for (const { id, line } of entries)
      for (const part of line?.split('/') ?? []) events.get(part)?.add(id);
    return unknown.map(({ id, subject, message }) => ({
      exception: {
        rule: 'unknown-code',
        budget,
        line: null,
        amendment: null,
        message,
        events: [...events.get(subject!)!],
      },
      position: 0n,
      subject: id,
    }));
  }

  private async executedWithoutBudget(
    budget: BudgetId,
    position: bigint | undefined,
  ): Promise<readonly FoundException[]> {
    const { rows } = await this.queries.execute(new BridgeOf(budget, { position }));
    const { figures } = await this.queries.execute(new ExecutionsOf(budget, { position }));
    // What is recorded of an item as a whole is in no row: it is beside all lines of the item.
    const ofItems = figures
      .filter(({ expenditure }) => expenditure === null)
      .map((figure) => {
        const lines = rows.filter(({ line }) => line.split('/')[2] === figure.function);
        return { ...figure, adjusted: lines.reduce((fen, row) => fen + toFen(row.adjusted), 0n) };
      })
      .filter(({ amount, adjusted }) => toFen(amount) > adjusted)
      .map(({ function: code, amount, adjusted, event }): FoundException => ({
        exception: {
          rule: 'executed-without-budget',
          budget,
          line: null,
          amendment: null,
          message: `${code} has spent ${amount} of an adjusted budget of ${fromFen(adjusted)}.`,
          events: [event],
        },
        position: 0n,
        subject: code,
      }));
    const ofLines = rows
      .filter(({ executed, adjusted }) => executed !== null && toFen(executed) > toFen(adjusted))
      .map(({ line, executed, adjusted, events }): FoundException => ({
        exception: {
          rule: 'executed-without-budget',
          budget,
          line,
          amendment: null,
          message: `${line} has spent ${executed} of an adjusted budget of ${adjusted}.`,
          events,
        },
        position: 0n,
        subject: line,
      }));
    return [...ofItems, ...ofLines];
  }
}

/** What exceptions of some budgets rest on. */
interface Grounds {
  /** The other budget of each amendment of a budget that touches two. */
  readonly transfers: ReadonlyMap<string, ReadonlyMap<string, Transfer>>;
  /** In which lines were entered after a 批复. */
  readonly entered: ReadonlySet<string>;
  /** With what was spent. */
  readonly executed: ReadonlySet<string>;
  /** With a finding of CODE-UNKNOWN, as where a code is not in the list of the classification. */
  readonly unknown: ReadonlySet<string>;
  /** The newest 批复 of those that have one. */
  readonly approved: ReadonlyMap<string, Approval>;
}

/** A 批复 of the original budget: its day, its document as JSON, and where it is recorded. */
interface Approval {
  readonly approvedOn: string;
  readonly authority: string;
  readonly position: bigint;
}

/** How many budgets one part of the report looks at, at most. */
const BUDGETS_OF_PART = 500;
/** How many budgets are looked at together. */
const BUDGETS_AT_A_TIME = 100;
/** How many changes are read together; those of one budget in any case. */
const CHANGES_AT_A_TIME = 1_000;

/** After the last entry of an event. */
const LEGS_MAX = 999_999_999;

const stoppedException = (budget: string): FoundException => ({
  exception: {
    rule: 'budget-stopped',
    budget,
    line: null,
    amendment: null,
    message: `${budget} is stopped in a view, so that nothing complete can be said of it: the operator sees why with projector status.`,
    events: [],
  },
  position: 0n,
  subject: '',
});

/** Where an exception stands in the list: budget by budget, in the order of the rules. */
type Place = Pick<FoundException, 'position' | 'subject'> & {
  readonly exception: Pick<AuditException, 'budget' | 'rule'>;
};

const inOrder = (one: Place, other: Place): number =>
  compared(one.exception.budget, other.exception.budget) ||
  EXCEPTION_RULES.indexOf(one.exception.rule) - EXCEPTION_RULES.indexOf(other.exception.rule) ||
  compared(one.position, other.position) ||
  compared(one.subject, other.subject);

const compared = <T extends string | bigint>(one: T, other: T): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** It stands in a header too, so that the subject, which may be Chinese, is encoded. */
const cursorOf = ({ exception: { budget, rule }, position, subject }: Place): string =>
  [budget, rule, position, Buffer.from(subject).toString('base64url')].join('.');

const PLACE = new RegExp(
  String.raw`^([a-z0-9_]+-\d{4}-(?:department|unit))\.(${EXCEPTION_RULES.join('|')})\.(\d{1,18})\.([\w-]*)$`,
);

/** After all exceptions of a budget. */
const endOf = (budget: BudgetId): Place => ({
  exception: { budget, rule: EXCEPTION_RULES.at(-1)! },
  position: 999_999_999_999_999_999n,
  subject: '',
});

const placeOf = (after: string): Place => {
  const example = 'baoshan-2022-unit.late-supplement.42.';
  const [budget, rule, position, subject] = placeIn(after, PLACE, example);
  return {
    exception: { budget: budget!, rule: rule as ExceptionRule },
    position: BigInt(position!),
    subject: Buffer.from(subject!, 'base64url').toString(),
  };
};
