import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { ListBudgets } from '../budgets/list-budgets.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import type { Transfer } from '../domain/events/budget.events.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { toFen } from '../domain/values/money.js';
import { FindingsOf } from '../findings/findings.query.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import { AuditChanges } from './audit-changes.query.js';
import type { ExceptionRule } from './exception-rules.js';
import type { AuditException } from './audit.answer.js';
import { exceptionsOf } from './exceptions-of-budget.js';

/** The exceptions of one budget or of all, budget by budget in the order of the rules. */
export class AuditExceptions extends Query<readonly AuditException[]> {
  constructor(
    readonly budget?: string,
    readonly rule?: ExceptionRule,
  ) {
    super();
  }
}

/**
 * Applies the rules of the exception report to the changes of each budget, to what it has spent of each line, and to its codes.
 *
 * @throws {Refusal} `not-found`: the budget is not opened.
 */
@QueryHandler(AuditExceptions)
export class AuditExceptionsHandler implements IQueryHandler<AuditExceptions> {
  constructor(
    private readonly queries: QueryBus,
    private readonly policy: PolicyFile,
    private readonly views: Views,
  ) {}

  async execute({ budget, rule: only }: AuditExceptions): Promise<readonly AuditException[]> {
    const budgets = await this.queries.execute(new ListBudgets(budget));
    const changes = await this.queries.execute(new AuditChanges({ budget }));
    const protectedCodes = (await this.policy.current()).protected ?? [];
    const found: AuditException[] = [];
    for (const each of budgets) {
      const { budget: id } = each;
      await refuseStopped(this.views, id);
      const own = changes.filter(
        ({ budget: of, type }) => of === id && type !== 'TransferReturned',
      );
      found.push(
        ...exceptionsOf({
          budget: each,
          approvedOn: await this.approvedOn(id),
          changes: own,
          protectedCodes,
          transfers: await this.transfersOf(id),
        }),
        ...(await this.executedWithoutBudget(id)),
        ...(await this.unknownCodes(id)),
      );
    }
    return found.filter(({ rule }) => only === undefined || rule === only);
  }

  /** The day of the newest 批复; null while none is recorded. */
  private async approvedOn(budget: BudgetId): Promise<string | null> {
    const row = await this.views.db
      .selectFrom('budgets')
      .select('approved_on')
      .where('budget', '=', budget)
      .executeTakeFirstOrThrow();
    return row.approved_on;
  }

  private async transfersOf(budget: BudgetId): Promise<ReadonlyMap<string, Transfer>> {
    const rows = await this.views.db
      .selectFrom('amendments')
      .select(['amendment', 'transfer'])
      .where('budget', '=', budget)
      .where('transfer', 'is not', null)
      .execute();
    return new Map(
      rows.map(({ amendment, transfer }) => [amendment, JSON.parse(transfer!) as Transfer]),
    );
  }

  /** Codes that a person entered or amended, and the list of the classification does not have. */
  private async unknownCodes(budget: BudgetId): Promise<readonly AuditException[]> {
    const findings = await this.queries.execute(new FindingsOf(budget));
    const found: AuditException[] = [];
    for (const { rule, subject, message } of findings) {
      if (rule !== 'CODE-UNKNOWN' || subject === null) continue;
      const { entries } = await this.queries.execute(new TrailOf(budget, {}, subject));
      found.push({
        rule: 'unknown-code',
        budget,
        line: null,
        amendment: null,
        message,
        events: [...new Set(entries.map(({ id }) => id))],
      });
    }
    return found;
  }

  private async executedWithoutBudget(budget: BudgetId): Promise<readonly AuditException[]> {
    const { rows } = await this.queries.execute(new BridgeOf(budget));
    return rows
      .filter(({ executed, adjusted }) => executed !== null && toFen(executed) > toFen(adjusted))
      .map(({ line, executed, adjusted, events }) => ({
        rule: 'executed-without-budget',
        budget,
        line,
        amendment: null,
        message: `${line} has spent ${executed} of an adjusted budget of ${adjusted}.`,
        events,
      }));
  }
}
