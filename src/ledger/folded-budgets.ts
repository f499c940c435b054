import { evolve, unopened, type Budget } from '../domain/budget/budget-state.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { EventLog } from '../log/event-log.js';
import { FoldedStream } from './folded-stream.js';
import { readBudget } from './read-budget.js';

/** Budgets kept folded in memory. */
const BUDGETS_MAX = 200;

/** A budget at the end of its stream. */
export class FoldedBudget extends FoldedStream<BudgetEvent> {
  #budget = unopened;

  get budget(): Budget {
    return this.#budget;
  }

  protected override evolve(event: RecordedEvent<BudgetEvent>): void {
    this.#budget = evolve(this.#budget, event);
  }
}

/**
 * The budgets that were changed last, folded. Only the events recorded since, by any process, are read and applied, so that
 * the hundredth change of a budget costs as much as the first.
 */
export class FoldedBudgets {
  private readonly folded = new Map<BudgetId, FoldedBudget>();

  constructor(private readonly log: EventLog) {}

  /** The current budget. It changes itself with the next call for the same budget, so calls for one budget must not overlap. */
  async current(budget: BudgetId): Promise<FoldedBudget> {
    const known = this.folded.get(budget) ?? new FoldedBudget();
    // When reading or applying fails, the next call reads from the first event.
    this.folded.delete(budget);
    for (const event of await readBudget(this.log, budget, known.version + 1)) known.apply(event);
    if (this.folded.size >= BUDGETS_MAX) this.folded.delete(this.folded.keys().next().value!);
    this.folded.set(budget, known);
    return known;
  }
}
