import type { BudgetId } from '../values/budget-id.js';
import type { LedgerEvent } from './budget.events.js';
import type { Instant } from '../values/civil-date.js';

/** A recorded event as projections and readers get it: decoded, upcast, with its ordinal. */
export type RecordedEvent<E extends LedgerEvent = LedgerEvent> = E & Envelope;

/** What the log knows of an event beside its type and data. */
interface Envelope {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: bigint;
  /** Ordinal among the ledger's events in log order, from 1, without holes. */
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly actor: string;
  /** Whether a token proved who the actor is; absent where it was not noted. */
  readonly authenticated?: boolean;
  /** The actor's name, where the actor is the subject of a token. */
  readonly actorName?: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly schemaVersion: number;
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** The place in a trace (W3C Trace Context) of the request that made it, where that named one. */
  readonly traceparent?: string;
  /** The budget whose stream this is; null for an agency's. */
  readonly budget: BudgetId | null;
}
