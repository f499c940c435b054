import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import type { Unit } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { type AsOfWithLegs, type Bounds } from '../as-of/as-of.js';
import { resolveWithPrior } from '../as-of/with-prior.js';
import { executedAsOf, NOTHING_EXECUTED } from '../as-of/executed.js';
import { amendedBy, linesAsOf } from '../as-of/lines-as-of.js';
import { statedChanges, type StatedDelta } from '../reports/stated-changes.js';
import { FurtherTablesOf } from '../tables/further-tables.query.js';
import { TableOf } from '../tables/table.query.js';
import { adjustmentsOf, narrativeOf, type NarrativeFacts } from './narrative.js';
import type { PrintedBudget } from './document.answer.js';
import type { TableAnswer } from '../tables/table.answer.js';

/** The whole budget in the statutory layout at a point in time: its tables and the standard sentences. */
export class DocumentOf extends Query<PrintedBudget> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOfWithLegs = {},
    readonly options: {
      /** Of the sentences (by default one for all, as the document has them) and of all tables but the three-public expenses, which every document prints in the unit of its form. */
      readonly unit?: Unit | undefined;
      readonly rebuild?: boolean | undefined;
    } = {},
  ) {
    super();
  }
}

/**
 * Asks for all tables and sentences at one position, so that they agree whatever is recorded meanwhile.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the
 *   position.
 */
@QueryHandler(DocumentOf)
export class DocumentOfHandler implements IQueryHandler<DocumentOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
    private readonly queries: QueryBus,
  ) {}

  async execute({ budget, asOf, options }: DocumentOf): Promise<PrintedBudget> {
    const { bounds, prior } = await resolveWithPrior(this.views, this.log, budget, asOf);
    // All tables are answered at one position, whatever is recorded meanwhile.
    const settled: AsOfWithLegs = { ...asOf, position: bounds.position };
    const tables: TableAnswer[] = [];
    const inYuan: TableAnswer[] = [];
    const { rebuild } = options;
    for (const { table, kind } of ANSWERED_FORM.tables) {
      const unit = kind === 'three-public' ? undefined : options.unit;
      const shown = await this.queries.execute(
        new TableOf(budget, table, settled, { rebuild, unit }),
      );
      tables.push(shown);
      // A figure in 万元 has fewer places than the sentences may need.
      inYuan.push(
        shown.unit === '元'
          ? shown
          : await this.queries.execute(
              new TableOf(budget, table, settled, { rebuild, unit: '元' }),
            ),
      );
    }
    const further: TableAnswer[] = [];
    for (const { table } of await this.queries.execute(new FurtherTablesOf(budget, settled)))
      further.push(
        await this.queries.execute(new TableOf(budget, table, settled, { unit: options.unit })),
      );
    const { fiscalYear, scope } = parseBudgetId(budget);
    const lines = await linesAsOf(this.views, bounds);
    const stated = await statedChanges(this.views, bounds);
    const facts: NarrativeFacts = {
      form: ANSWERED_FORM,
      fiscalYear,
      scope,
      unit: options.unit ?? unitOfSentences(stated, tables),
      lines,
      prior: prior && (await linesAsOf(this.views, prior)),
      executed: prior ? await executedAsOf(this.views, prior) : NOTHING_EXECUTED,
      stated,
      tables: inYuan,
    };
    const table = tables.length + further.length + 1;
    const adjustments = adjustmentsOf(facts, { budget, table, asOf: bounds.asOf });
    return {
      budget,
      ...(await this.cover(bounds)),
      fiscalYear,
      scope,
      adjusted: lines.some((line) => amendedBy(line) !== 0n),
      narrative: narrativeOf(facts, adjustments),
      tables,
      ...(further.length > 0 && { further }),
      ...(adjustments && { adjustments }),
      asOf: bounds.asOf,
    };
  }

  /** As the newest document prints it; the agency's own name where there is no document. */
  private async cover({
    budget,
    position,
  }: Bounds): Promise<Pick<PrintedBudget, 'agencyName' | 'title'>> {
    const document = await this.views.db
      .selectFrom('documents')
      .select(['agency_name as agencyName', 'title'])
      .where('budget', '=', budget)
      .where('position', '<=', position)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (document) return document;
    return this.views.db
      .selectFrom('budgets')
      .select('agency_name as agencyName')
      .where('budget', '=', budget)
      .executeTakeFirstOrThrow();
  }
}

/**
 * One unit for all sentences but those on three-public expenses: that of the document's own sentences where one of them prints no more than
 * 万元, or else of its tables.
 */
const unitOfSentences = (stated: readonly StatedDelta[], tables: readonly TableAnswer[]): Unit => {
  const printed = [...stated, ...tables.filter(({ state }) => state !== 'missing')];
  return printed.some(({ kind, unit }) => kind !== 'three-public' && unit === '万元')
    ? '万元'
    : '元';
};
