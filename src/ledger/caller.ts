import type { Authentication } from '../log/event-log.js';

/** Who requests a change, and under which conditions. */
export interface Caller {
  /** The subject of the token; without authentication the name that was given. */
  readonly actor: string;
  /** How the actor is known; without it, by a name that nobody has checked. */
  readonly authentication?: Authentication;
  /** The caller's key with a fingerprint of its request: a repeat gets the first answer. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** The place of the request in a trace (W3C Trace Context), where it named one. */
  readonly traceparent?: string;
  /** The version that the caller has seen (`If-Match`): a change of any other version is refused and not retried. */
  readonly expectedVersion?: number;
}

/** A caller of a route that requires an idempotency key. */
export type CallerWithKey = Caller & Required<Pick<Caller, 'idempotency'>>;
