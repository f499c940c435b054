import { unlimited } from '../access/access.js';
import { Injectable } from '@nestjs/common';
import { Refusal } from '../domain/errors.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import type { Caller } from './caller.js';
import { departmentOf, nextBudgets, priorYear, unitsOf } from './prior-budget.js';
import { Recorder } from './recorder.js';

/** The actor of changes that the ledger derives itself. */
const LEDGER: Caller = { actor: 'ledger' };

/**
 * Records the changes from the year before when that year is recorded, or changed, after the budget itself. Only what is
 * not recorded yet is added, so it may run again at any time: after a crash the next run completes what is missing.
 */
@Injectable()
export class SettleYearOverYear {
  /** The position up to which {@link all} has found nothing more to do. */
  private settledUpTo = 0n;

  constructor(
    private readonly recorder: Recorder,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  /**
   * Settles a budget whose lines changed, the budgets of the year after, and that of its unit. The log alone is needed. The change that it
   * follows is recorded: what cannot be recorded after it, as on a full disk, is left to {@link all} and refuses nothing.
   */
  async after(budget: BudgetId): Promise<void> {
    try {
      // Of the budget of another year too, which the caller may not see.
      await unlimited(async () => {
        for (const each of [
          budget,
          ...(await nextBudgets(this.recorder, budget)),
          ...unitsOf(budget),
        ])
          await this.settle(each);
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /**
   * Settles every budget whose derived changes are missing, or older than the newest line of the year before, which is what
   * a crash leaves. A repeat looks only at what was recorded since.
   */
  async all(): Promise<void> {
    const { position } = await this.projector.catchUp();
    const stale = await this.views.db
      .selectFrom('budgets as b')
      .innerJoin('budgets as p', 'p.agency', 'b.agency')
      .select('b.budget')
      .distinct()
      .where(({ eb }) => eb('p.fiscal_year', '=', eb(eb.ref('b.fiscal_year'), '-', 1n)))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('audit_trail as t')
            .select('t.position')
            .whereRef('t.budget', '=', 'p.budget')
            .where('t.position', '>', this.settledUpTo)
            .where('t.type', 'in', ['LineEntered', 'LineDiscontinued'])
            .where(({ eb, fn, val }) =>
              eb(
                't.position',
                '>',
                fn.coalesce(
                  selectFrom('year_over_year as y')
                    .select('y.position')
                    .whereRef('y.budget', '=', 'b.budget')
                    .where('y.origin', '=', 'derived')
                    .orderBy('y.position', 'desc')
                    .limit(1),
                  val(0n),
                ),
              ),
            ),
        ),
      )
      .execute();
    for (const { budget } of stale) await this.settle(budget as BudgetId);
    this.settledUpTo = position;
  }

  private async settle(budget: BudgetId): Promise<void> {
    const isOpen = await this.recorder.look(budget, ({ status }) => status !== 'unopened');
    if (!isOpen) return;
    const prior = await priorYear(this.recorder, budget);
    const department = await departmentOf(this.recorder, budget);
    const none = { type: 'RecordDerivedChanges', prior: null } as const;
    for (const [command, cause] of [
      [{ ...none, prior }, prior],
      [{ ...none, department: department?.originals ?? null }, department],
    ] as const)
      if (cause !== null)
        await this.recorder.record(budget, command, LEDGER, { causedBy: cause.changedBy });
  }
}
