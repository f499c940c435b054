import type { BudgetCommand } from '../../src/domain/budget/budget-command.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import type { Caller } from '../../src/ledger/caller.js';
import type { Recorded } from '../../src/ledger/recorder.js';

/** A command that a process was asked to record, under the key that it has in the log. */
export interface Asked {
  readonly budget: BudgetId;
  readonly command: BudgetCommand;
  readonly key: string | undefined;
  readonly fingerprint: string | undefined;
}

/** What a client was told about a request. */
export type Outcome =
  | { readonly type: 'acknowledged'; readonly recorded: Recorded }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'unknown' };

/** A request of a client, with its outcome. */
export interface Request {
  readonly label: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly outcome: Outcome;
}

/** What clients asked for and were told, and what processes noticed: all that the invariants compare with the log. */
export class History {
  readonly asked: Asked[] = [];
  readonly requests: Request[] = [];
  /** Sentences about what may not happen at all. */
  readonly problems: string[] = [];
  /** What was recorded for the request of a caller. */
  readonly recorded = new WeakMap<Caller, Recorded>();
}
