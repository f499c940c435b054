import { evolve, unopened, type Budget } from '../domain/budget/budget-state.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import type { EventLog } from '../log/event-log.js';
import { readBudget } from './read-budget.js';

/** Budgets kept folded in memory. */
const BUDGETS_MAX = 200;

/** The events that one idempotency key recorded, by their versions. */
export interface KeyUse {
  readonly fingerprint: string;
  readonly from: number;
  readonly to: number;
}

/** A budget at the end of its stream. */
export class FoldedBudget {
  #budget = unopened;
  #version = -1;
  #position = 0n;
  readonly #keys = new Map<string, KeyUse>();

  get budget(): Budget {
    return this.#budget;
  }

  /** Version of the last event; -1 when there is none. */
  get version(): number {
    return this.#version;
  }

  /** Position of the last event; 0 when there is none. */
  get position(): bigint {
    return this.#position;
  }

  /** The idempotency keys of the stream. */
  get keys(): ReadonlyMap<string, KeyUse> {
    return this.#keys;
  }

  apply(event: RecordedEvent<BudgetEvent>): void {
    this.#budget = evolve(this.#budget, event);
    this.#version = event.version;
    this.#position = event.position;
    if (!event.idempotency) return;
    const { key, fingerprint } = event.idempotency;
    const from = this.#keys.get(key)?.from ?? event.version;
    this.#keys.set(key, { fingerprint, from, to: event.version });
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
