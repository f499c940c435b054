import { Refusal, type RefusalCode } from '../domain/errors.js';
import { titleOf, type HttpCode } from '../domain/refusal-titles.js';
import type { FieldError } from '../validation/validate.js';

/** The code of a problem: a refusal of the ledger, or of HTTP alone. Codes are part of the API. */
export type ProblemCode = RefusalCode | HttpCode;

/** The HTTP status of each code. The type makes it complete. */
const STATUS: Readonly<Record<ProblemCode, number>> = {
  'amount-not-string': 400,
  'amount-form': 400,
  'unknown-parameter': 400,
  'unknown-field': 400,
  malformed: 400,
  'as-of-in-future': 400,
  'position-beyond-log': 400,
  'token-malformed': 400,
  'idempotency-key-missing': 400,
  'url-malformed': 400,
  'actor-missing': 401,
  'token-invalid': 401,
  'self-approval': 403,
  'not-proposer': 403,
  'approval-not-permitted': 403,
  forbidden: 403,
  'not-found': 404,
  'document-not-kept': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'request-timeout': 408,
  'line-exists': 409,
  'budget-differs': 409,
  'agency-differs': 409,
  'amendment-ended': 409,
  'finding-resolved': 409,
  'lease-ended': 409,
  'nothing-to-correct': 422,
  'year-closed': 409,
  'amendments-pending': 409,
  'receiver-closed': 409,
  'epoch-changed': 410,
  'import-expired': 410,
  'version-mismatch': 412,
  'document-too-large': 413,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'host-unknown': 421,
  'amount-too-large': 422,
  'text-invalid': 422,
  'amount-zero': 422,
  'reallocation-not-zero': 422,
  'sign-of-kind': 422,
  'economic-missing': 422,
  'authority-missing': 422,
  'line-would-go-negative': 422,
  'effective-before-original': 422,
  'date-in-future': 422,
  'outside-fiscal-year': 422,
  'confirmation-missing': 422,
  'line-invalid': 422,
  'code-unknown': 422,
  'correction-invalid': 422,
  'line-discontinued': 422,
  'line-linked': 409,
  'link-weight': 422,
  'transfer-target-missing': 422,
  'transfer-not-of-kind': 422,
  'transfer-years': 422,
  'idempotency-key-reused': 422,
  'document-unreadable': 422,
  'document-too-costly': 422,
  'document-of-another-kind': 422,
  'form-lacks-place': 422,
  'document-unprintable': 422,
  'document-year-unclear': 422,
  'document-agency-unclear': 422,
  'document-has-findings': 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  'head-too-large': 431,
  internal: 500,
  'log-corrupt': 503,
  'document-corrupt': 503,
  'documents-unavailable': 503,
  'groups-unavailable': 503,
  'proof-unusable': 503,
  'proof-differs': 503,
  'data-folder-unusable': 503,
  'address-unusable': 503,
  'log-unavailable': 503,
  'identity-unavailable': 503,
  'projection-behind': 503,
  'budget-stopped': 503,
};

/** The HTTP status that a code is answered with. */
export const httpStatusOf = (code: ProblemCode): number => STATUS[code];

/** `Retry-After` of a 503, in seconds. */
const RETRY_AFTER_S = 1;

/** A problem (RFC 9457): the answer to a request that is refused. `code` is part of the API; the texts are not. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** Identifies the request; the log of the service has it too. */
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  readonly [particular: string]: unknown;
}

/** What HTTP refuses before the ledger is asked. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';

  constructor(
    readonly code: HttpCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The problem of a code, with the details of the refusal as further members. */
export const problem = (
  code: ProblemCode,
  detail: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem => ({
  ...details,
  type: `urn:budget-ledger:problem:${code}`,
  title: titleOf(code, 'en'),
  status: STATUS[code],
  detail,
  code,
});

/** The problem that a refusal is answered with: its code, its sentence, and its details as further members. */
export const problemOf = ({ code, message, details }: Refusal | HttpRefusal): Problem =>
  problem(code, message, details);

/** The headers that belong to a problem. */
export const headersOf = ({ status }: Problem): Readonly<Record<string, string>> =>
  status === 503 ? { 'Retry-After': String(RETRY_AFTER_S) } : {};
