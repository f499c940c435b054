/**
 * Why a request is refused. The codes are API and never change their meaning; the messages may change.
 * `src/http/problem.ts` gives each code its HTTP status and `src/cli/failure.ts` its exit code.
 */
export type RefusalCode =
  // the request is malformed
  | 'amount-not-string'
  | 'amount-form'
  | 'unknown-parameter'
  | 'unknown-field'
  | 'malformed'
  | 'as-of-in-future'
  | 'position-beyond-log'
  | 'token-malformed'
  | 'idempotency-key-missing'
  | 'actor-missing'
  // what is requested does not exist
  | 'not-found'
  // the request does not fit what is recorded
  | 'line-exists'
  | 'budget-differs'
  | 'agency-differs'
  | 'version-mismatch'
  | 'precondition-required'
  | 'idempotency-key-reused'
  | 'epoch-changed'
  | 'self-approval'
  | 'not-proposer'
  | 'amendment-ended'
  | 'year-closed'
  | 'amendments-pending'
  | 'amount-too-large'
  | 'text-invalid'
  | 'amount-zero'
  | 'reallocation-not-zero'
  | 'sign-of-kind'
  | 'economic-missing'
  | 'authority-missing'
  | 'line-would-go-negative'
  | 'effective-before-original'
  | 'date-in-future'
  | 'outside-fiscal-year'
  | 'confirmation-missing'
  | 'line-invalid'
  | 'code-unknown'
  | 'correction-invalid'
  | 'line-discontinued'
  | 'line-linked'
  | 'link-weight'
  | 'finding-resolved'
  | 'nothing-to-correct'
  | 'approval-not-permitted'
  | 'forbidden'
  | 'transfer-target-missing'
  | 'transfer-not-of-kind'
  | 'transfer-years'
  | 'receiver-closed'
  // documents
  | 'document-unreadable'
  | 'document-too-large'
  | 'document-too-costly'
  | 'document-of-another-kind'
  | 'form-lacks-place'
  | 'document-unprintable'
  | 'document-year-unclear'
  | 'document-agency-unclear'
  | 'document-has-findings'
  | 'import-expired'
  | 'document-not-kept'
  // groups
  | 'lease-ended'
  // the environment
  | 'data-folder-unusable'
  | 'address-unusable'
  | 'log-unavailable'
  | 'log-corrupt'
  | 'document-corrupt'
  | 'documents-unavailable'
  | 'groups-unavailable'
  | 'proof-unusable'
  | 'proof-differs'
  | 'projection-behind'
  | 'budget-stopped';

/** A refusal: the caller's request, not a bug. The message is one sentence for people: what, where, what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
    /** Machine-readable particulars, copied into the HTTP problem, e.g. `{ expected, actual }`. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Why something failed, as plain data: a message between processes loses the class of what it carries. */
export type Failure =
  { readonly refusal: Pick<Refusal, 'code' | 'message' | 'details'> } | { readonly error: unknown };

/** What was thrown, as data that another process can get. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Refusal
    ? { refusal: { code: error.code, message: error.message, details: error.details } }
    : { error };

/** What another process has thrown, to be thrown here. */
export const thrownBy = (failure: Failure): unknown => {
  if ('error' in failure) return failure.error;
  const { code, message, details } = failure.refusal;
  return new Refusal(code, message, details);
};
