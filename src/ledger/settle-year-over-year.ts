import { unlimited } from '../access/access.js';
import { Injectable } from '@nestjs/common';
import { Refusal } from '../domain/errors.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { budgetOfStream, type BudgetId } from '../domain/values/budget-id.js';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { noteSettled, settledUpTo } from './settled.js';
import { Views } from '../views/views-database.js';
import type { Caller } from './caller.js';
import { departmentOf, nextBudgets, nextCandidates, priorYear, unitsOf } from './prior-budget.js';
import { Recorder } from './recorder.js';

/** The actor of changes that the ledger derives itself. */
const LEDGER: Caller = { actor: 'ledger' };

/** What changes the lines or the document of a budget, with which the year after and its unit are compared. */
const CHANGES_LINES: ReadonlySet<string> = new Set<BudgetEvent['type']>([
  'BudgetOpened',
  'DocumentRegistered',
  'LineEntered',
  'LineDiscontinued',
  'LineCorrected',
  // A line that only an amendment has is one of the original budget too, with nothing in it.
  'BudgetAmended',
]);

/**
 * Records the changes from the year before when that year is recorded, or changed, after the budget itself. Only what is
 * not recorded yet is added, so it may run again at any time: after a crash the next run completes what is missing.
 */
@Injectable()
export class SettleYearOverYear {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: EventLog,
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
   * Settles what a crash left: every budget that depends on one whose lines changed since this was done last, by whichever
   * process. How far that was is remembered beside the views, so that a start looks only at what was recorded since.
   *
   * @throws {Refusal} a budget cannot be settled: the others are, and the next call looks at all of them again.
   */
  async all(): Promise<void> {
    await this.projector.catchUp();
    const identity = await this.log.identity();
    const from = await settledUpTo(this.views, identity);
    const { affected, upTo } = await this.affectedAfter(from);
    let problem: unknown = null;
    for (const budget of affected)
      try {
        await this.settle(budget);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        problem ??= error;
      }
    if (problem !== null) throw problem;
    if (upTo > from) await noteSettled(this.views, identity, upTo);
  }

  /** The budgets that depend on the lines that changed after a position, and the position up to which that was looked at. */
  private async affectedAfter(
    position: bigint,
  ): Promise<{ readonly affected: ReadonlySet<BudgetId>; readonly upTo: bigint }> {
    const affected = new Set<BudgetId>();
    let upTo = position;
    for await (const page of this.log.readAll({ after: position, streams: 'budget-' }))
      for (const event of page) {
        upTo = event.position;
        const budget = budgetOfStream(event.stream);
        if (budget === null || !CHANGES_LINES.has(event.type)) continue;
        for (const each of [budget, ...nextCandidates(budget), ...unitsOf(budget)])
          affected.add(each);
      }
    return { affected, upTo };
  }

  private async settle(budget: BudgetId): Promise<void> {
    const [isOpen, prior, department] = await Promise.all([
      this.recorder.look(budget, ({ status }) => status !== 'unopened'),
      priorYear(this.recorder, budget),
      departmentOf(this.recorder, budget),
    ]);
    if (!isOpen) return;
    const none = { type: 'RecordDerivedChanges', prior: null } as const;
    for (const [command, cause] of [
      [{ ...none, prior }, prior],
      [{ ...none, department: department?.originals ?? null }, department],
    ] as const)
      if (cause !== null)
        await this.recorder.record(budget, command, LEDGER, { causedBy: cause.changedBy });
  }
}
