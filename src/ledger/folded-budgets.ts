import type { BudgetId } from '../domain/values/budget-id.js';
import { evolve, unopened, type Budget } from '../domain/budget/budget.js';
import type { EventLog } from '../log/event-log.js';
import { readBudget } from './read-budget.js';

/** Budgets kept folded in memory. */
const BUDGETS_MAX = 200;

/** A budget as it stands at the end of its stream. */
export interface FoldedBudget {
  readonly budget: Budget;
  /** Version of the last event; -1 when there is none. */
  readonly version: number;
  readonly position: bigint;
  /** The idempotency keys of the stream, with the versions of the events that each one made. */
  readonly keys: ReadonlyMap<string, KeyUse>;
}

export interface KeyUse {
  readonly fingerprint: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The budgets that were changed last, folded. Only what was recorded since is read, by whoever recorded it, so that the
 * hundredth change of a budget costs what the first did.
 */
export class FoldedBudgets {
  private readonly folded = new Map<BudgetId, FoldedBudget>();

  constructor(private readonly log: EventLog) {}

  /** The budget as its stream has it now. The state is this class's own: what is decided from it must not change it. */
  async current(budget: BudgetId): Promise<FoldedBudget> {
    const known = this.folded.get(budget) ?? {
      budget: unopened,
      version: -1,
      position: 0n,
      keys: new Map(),
    };
    // Folding changes the state in place: until it is whole again, nobody may find it.
    this.folded.delete(budget);
    const { events } = await readBudget(this.log, budget, known.version + 1);
    const keys = known.keys as Map<string, KeyUse>;
    let state = known.budget;
    for (const event of events) {
      state = evolve(state, event);
      if (!event.idempotency) continue;
      const { key, fingerprint } = event.idempotency;
      keys.set(key, { fingerprint, from: keys.get(key)?.from ?? event.version, to: event.version });
    }
    const last = events.at(-1);
    const current = {
      budget: state,
      version: last?.version ?? known.version,
      position: last?.position ?? known.position,
      keys,
    };
    if (this.folded.size >= BUDGETS_MAX) this.folded.delete(this.folded.keys().next().value!);
    this.folded.set(budget, current);
    return current;
  }
}
