import { Injectable } from '@nestjs/common';
import type { BudgetId } from '../domain/values/budget-id.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import type { Caller } from './caller.js';
import { nextBudgets, priorYear } from './prior-budget.js';
import { Recorder } from './recorder.js';

/** The actor of changes that the ledger derives itself. */
const LEDGER: Caller = { actor: 'ledger' };

/**
 * Records the changes from the year before when that year is recorded, or changed, after the budget itself. Only what is
 * not recorded yet is added, so it may run again at any time: after a crash the next run completes what is missing.
 */
@Injectable()
export class SettleYearOverYear {
  constructor(
    private readonly recorder: Recorder,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  /** Settles a budget whose lines changed, and the budgets of the year after. */
  async after(budget: BudgetId): Promise<void> {
    await this.projector.catchUp();
    for (const each of [budget, ...(await nextBudgets(this.views, budget))])
      await this.settle(each);
  }

  /** Settles every budget that has a prior one and no derived change, which is what a crash leaves. */
  async all(): Promise<void> {
    await this.projector.catchUp();
    const unsettled = await this.views.db
      .selectFrom('budgets as b')
      .select('b.budget')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('budgets as p')
            .select('p.budget')
            .whereRef('p.agency', '=', 'b.agency')
            .where(({ eb }) => eb('p.fiscal_year', '=', eb(eb.ref('b.fiscal_year'), '-', 1n))),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('year_over_year as y')
              .select('y.position')
              .whereRef('y.budget', '=', 'b.budget')
              .where('y.origin', '=', 'derived'),
          ),
        ),
      )
      .execute();
    for (const { budget } of unsettled) await this.settle(budget as BudgetId);
  }

  private async settle(budget: BudgetId): Promise<void> {
    const prior = await priorYear(this.views, budget);
    if (prior === null) return;
    await this.recorder.record(budget, { type: 'RecordDerivedChanges', prior }, LEDGER);
  }
}
