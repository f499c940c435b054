/** Who asks for a change, and under which conditions. */
export interface Caller {
  readonly actor: string;
  /** The caller's key with a fingerprint of what it asked for: a repeat gets the first answer. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** The version the caller saw (`If-Match`): any other is a refusal instead of a retry. */
  readonly expectedVersion?: number;
}
