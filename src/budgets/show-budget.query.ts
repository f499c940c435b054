import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Authority } from '../domain/events/budget.events.js';
import type { Severity } from '../domain/events/finding.js';
import { incomingTo } from '../ledger/incoming.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { ShownBudget } from './budgets.answer.js';
import { ListBudgets } from './list-budgets.query.js';
import { BridgeOf } from './reports/bridge.query.js';

/** One budget as the list has it, with its approval (批复), how it stands, what comes to it, its documents and its open findings. */
export class ShowBudget extends Query<ShownBudget> {
  constructor(readonly budget: string) {
    super();
  }
}

/**
 * Reads the budget from the views.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `budget-stopped`: a view of it is incomplete.
 */
@QueryHandler(ShowBudget)
export class ShowBudgetHandler implements IQueryHandler<ShowBudget> {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  async execute({ budget }: ShowBudget): Promise<ShownBudget> {
    await refuseStopped(this.views, budget);
    const {
      items: [summary],
    } = await this.queries.execute(new ListBudgets({ budget }));
    const row = await this.views.db
      .selectFrom('budgets')
      .select([
        'agency_name',
        'approved_on',
        'approval_authority',
        'approver',
        'approval_recorded_at',
        'closed_on',
      ])
      .where('budget', '=', budget)
      .executeTakeFirstOrThrow();
    const approval =
      row.approved_on === null
        ? null
        : {
            approvedOn: row.approved_on,
            authority: JSON.parse(row.approval_authority!) as Authority,
            approver: row.approver!,
            recordedAt: row.approval_recorded_at!,
          };
    const { original, adjusted, pending, executed } = (
      await this.queries.execute(new BridgeOf(summary!.budget))
    ).total;
    return {
      ...summary!,
      ...(row.agency_name === summary!.agency.name ? {} : { openedAs: row.agency_name }),
      approval,
      closedOn: row.closed_on,
      original,
      adjusted,
      pending,
      executed,
      incoming: await incomingTo(this.views, budget),
      documents: await this.documents(budget),
      openFindings: await this.openFindings(budget),
    };
  }

  private async documents(budget: string): Promise<ShownBudget['documents']> {
    const rows = await this.views.db
      .selectFrom('documents')
      .select(['document', 'file', 'title', 'published_on'])
      .where('budget', '=', budget)
      .orderBy('position')
      .execute();
    return rows.map(({ document, file, title, published_on }) => ({
      sha256: document,
      file,
      title,
      publishedOn: published_on,
    }));
  }

  private async openFindings(budget: string): Promise<ShownBudget['openFindings']> {
    const rows = await this.views.db
      .selectFrom('findings')
      .select((eb) => ['severity', eb.fn.countAll<bigint>().as('count')])
      .where('budget', '=', budget)
      .where('status', '=', 'open')
      .groupBy('severity')
      .execute();
    const count = (severity: Severity) =>
      Number(rows.find((row) => row.severity === severity)?.count ?? 0);
    return { error: count('error'), warning: count('warning'), info: count('info') };
  }
}
