import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AsOf } from '../../domain/values/as-of.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { Expenditure } from '../../domain/values/line.js';
import { fromFen, type Yuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { resolveAsOf } from '../as-of/as-of.js';
import type { ResolvedAsOf } from '../as-of/as-of.answer.js';
import { executedFigures } from '../as-of/executed.js';

/** What was spent, as it was recorded: of a function's item, or of one kind of expenditure or one project of it. */
export interface ExecutedFigure {
  readonly function: string;
  readonly expenditure: Expenditure | null;
  readonly project: string | null;
  /** In yuan. */
  readonly amount: Yuan;
  /** The last day that it counts. */
  readonly upTo: string;
  readonly status: 'provisional' | 'final';
  readonly recordedAt: string;
  readonly actor: string;
  /** The id of the event that records it. */
  readonly event: string;
}

/** The figures that count, by their codes, and their sum in yuan; null where nothing is recorded. */
export interface ExecutionsAnswer {
  readonly budget: BudgetId;
  readonly figures: readonly ExecutedFigure[];
  readonly total: Yuan | null;
  readonly asOf: ResolvedAsOf;
}

/** The record of what a budget has spent (执行数): of several figures for one line the newest, with who recorded it and when. */
export class ExecutionsOf extends Query<ExecutionsAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
  ) {
    super();
  }
}

/**
 * Reads it from the views.
 *
 * @throws {Refusal} as {@link resolveAsOf}.
 */
@QueryHandler(ExecutionsOf)
export class ExecutionsOfHandler implements IQueryHandler<ExecutionsOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf }: ExecutionsOf): Promise<ExecutionsAnswer> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const rows = await executedFigures(this.views, bounds);
    const times = await this.timesOf(
      budget,
      rows.map(({ position }) => position),
    );
    return {
      budget,
      figures: rows.map((row) => ({
        function: row.function,
        expenditure: row.expenditure as Expenditure | null,
        project: row.project,
        amount: fromFen(row.amount),
        upTo: row.as_of,
        status: row.status as ExecutedFigure['status'],
        recordedAt: times.get(row.position)!,
        actor: row.actor,
        event: row.event,
      })),
      total: rows.length === 0 ? null : fromFen(rows.reduce((sum, { amount }) => sum + amount, 0n)),
      asOf: bounds.asOf,
    };
  }

  /** When the events at some positions were recorded. */
  private async timesOf(
    budget: BudgetId,
    positions: readonly bigint[],
  ): Promise<ReadonlyMap<bigint, string>> {
    if (positions.length === 0) return new Map();
    const rows = await this.views.db
      .selectFrom('audit_trail')
      .select(['position', 'recorded_at'])
      .where('budget', '=', budget)
      .where('position', 'in', [...new Set(positions)])
      .execute();
    return new Map(rows.map((row) => [row.position, row.recorded_at]));
  }
}
