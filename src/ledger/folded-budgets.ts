import { evolve, unopened, type Budget } from '../domain/budget/budget-state.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import type { EventLog } from '../log/event-log.js';
import { FoldedStream } from './folded-stream.js';
import { readBudget } from './read-budget.js';

/** The size of all budgets kept folded in memory: {@link FoldedBudget.size}. An entry takes about 300 bytes, so that all take 30 MB. */
const SIZE_MAX = 100_000;

/** A budget at the end of its stream. */
export class FoldedBudget extends FoldedStream<BudgetEvent> {
  #budget = unopened;

  get budget(): Budget {
    return this.#budget;
  }

  /** How much memory it takes: the entries that it keeps, counted. */
  get size(): number {
    return 1 + this.keys.size + (this.#budget.status === 'unopened' ? 0 : this.#budget.size);
  }

  protected override evolve(event: RecordedEvent<BudgetEvent>): void {
    this.#budget = evolve(this.#budget, event);
  }
}

/**
 * The budgets that were changed last, folded. Only the events recorded since, by any process, are read and applied, so that
 * the hundredth change of a budget costs as much as the first. They are bounded by their size: one budget of `sizeMax` lines
 * takes the room of a thousand small ones.
 */
export class FoldedBudgets {
  /** Those used last at the end. */
  private readonly folded = new Map<
    BudgetId,
    { readonly budget: FoldedBudget; readonly size: number }
  >();
  private size = 0;
  /** The ledger and epoch of the log that they were folded from. */
  private origin = '';

  constructor(
    private readonly log: EventLog,
    private readonly sizeMax = SIZE_MAX,
  ) {}

  /** The current budget. It changes itself with the next call for the same budget, so calls for one budget must not overlap. */
  async current(budget: BudgetId): Promise<FoldedBudget> {
    const { ledger, epoch } = await this.log.identity();
    const origin = `${ledger} ${epoch}`;
    if (origin !== this.origin) {
      // The log was restored or replaced: what was folded may not be in it.
      this.folded.clear();
      this.size = 0;
      this.origin = origin;
    }
    const before = this.folded.get(budget)?.budget;
    // When reading or applying fails, the next call reads from the first event.
    this.drop(budget);
    const known = (before && (await this.continued(budget, before))) ?? (await this.read(budget));
    this.keep(budget, known);
    return known;
  }

  /** Undefined when the last event that was folded is not in the stream any more: it was cut, deleted or replaced. */
  private async continued(
    budget: BudgetId,
    folded: FoldedBudget,
  ): Promise<FoldedBudget | undefined> {
    if (folded.version < 0) return undefined;
    if (this.log.knownVersion(budgetStream(budget)) === folded.version) return folded;
    const [last, ...events] = await readBudget(this.log, budget, folded.version);
    if (last?.position !== folded.position) return undefined;
    for (const event of events) folded.apply(event);
    return folded;
  }

  private async read(budget: BudgetId): Promise<FoldedBudget> {
    const folded = new FoldedBudget();
    if (this.log.knownVersion(budgetStream(budget)) === -1) return folded;
    for (const event of await readBudget(this.log, budget)) folded.apply(event);
    return folded;
  }

  private keep(budget: BudgetId, folded: FoldedBudget): void {
    const { size } = folded;
    for (const oldest of this.folded.keys()) {
      if (this.size + size <= this.sizeMax) break;
      this.drop(oldest);
    }
    this.folded.set(budget, { budget: folded, size });
    this.size += size;
  }

  /** Counts a budget again, after events were applied to what {@link current} gave. One that is not kept any more stays so. */
  recount(budget: BudgetId): void {
    const known = this.folded.get(budget)?.budget;
    if (!known) return;
    this.drop(budget);
    this.keep(budget, known);
  }

  /** The next call for this budget reads it from its first event. */
  drop(budget: BudgetId): void {
    this.size -= this.folded.get(budget)?.size ?? 0;
    this.folded.delete(budget);
  }
}
