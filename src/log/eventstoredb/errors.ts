import { Refusal } from '../../domain/errors.js';
import { LogCorrupt, LogUnavailable } from '../event-log.js';
import { DeadlineExceeded } from './deadline.js';

/**
 * The kinds of failed calls.
 *
 * `not-reached`: nothing was stored. `unknown`: the call may have been executed. Both are temporary, so that the call can
 * be repeated. `no-event-there`: a read began at a position without an event. `permanent`: repeating does not help.
 */
export type ErrorKind = 'not-reached' | 'unknown' | 'no-event-there' | 'permanent';

const CANCELLED = 1;
const UNKNOWN = 2;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const ABORTED = 10;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Messages of gRPC for a call that was not sent. */
const NEVER_SENT =
  /No connection established|ECONNREFUSED|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Name resolution failed|Channel has been shut down/;

/** Messages of the server for a read of $all from a position without an event. */
const NO_EVENT_THERE = /FilteredReadAllResult: Error|ReadAllResult: Error|InvalidPosition/;

const TEMPORARY: ReadonlySet<number> = new Set([
  CANCELLED,
  UNKNOWN,
  DEADLINE_EXCEEDED,
  RESOURCE_EXHAUSTED,
  ABORTED,
  INTERNAL,
]);

/** Whether a failed call may have been executed, and whether it can be repeated. */
export const errorKind = (error: unknown): ErrorKind => {
  if (error instanceof DeadlineExceeded) return error.sent ? 'unknown' : 'not-reached';
  const { code, details, exception } = detailsOf(error);
  if (exception === 'not-leader') return 'not-reached';
  if (exception !== '') return 'permanent';
  if (code === undefined) return /discover/.test(details) ? 'not-reached' : 'permanent';
  if (code === UNAVAILABLE) return NEVER_SENT.test(details) ? 'not-reached' : 'unknown';
  if (NO_EVENT_THERE.test(details)) return 'no-event-there';
  return TEMPORARY.has(code) ? 'unknown' : 'permanent';
};

/** What is known of a failed call, for the message about it. */
export interface FailedCall {
  /** The server's name, without credentials. */
  readonly server: string;
  /** The size of an append. */
  readonly bytes?: number;
  /** Whether a failed append may have been stored. */
  readonly outcome?: 'not-stored' | 'unknown';
}

/** Turns the error of a call into a refusal; an error that is a bug is returned unchanged. */
export const asLogError = (
  error: unknown,
  { server, bytes = 0, outcome = 'not-stored' }: FailedCall,
): unknown => {
  if (error instanceof Refusal) return error;
  const options = { cause: error };
  const { code, exception, maximum } = detailsOf(error);
  if (exception === 'maximum-append-size-exceeded')
    return new Refusal(
      'document-too-large',
      `The change has ${bytes} bytes, and the log at ${server} accepts ${maximum} at once; nothing of it was recorded: raise MaxAppendSize on the server, or divide the document.`,
      { bytes, bytesMax: Number(maximum) },
      options,
    );
  if (exception === 'stream-deleted')
    return new LogCorrupt(
      `A stream of the log at ${server} was deleted there: restore the log from a backup.`,
      options,
    );
  if (exception === 'access-denied' || code === PERMISSION_DENIED || code === UNAUTHENTICATED)
    return new LogUnavailable(
      `The log at ${server} denies access to this user: check the name and the password in LEDGER_LOG, and the user's permissions on the server.`,
      'not-stored',
      options,
    );
  if (errorKind(error) === 'permanent') return error;
  return new LogUnavailable(
    outcome === 'unknown'
      ? `The log at ${server} did not answer, and the change may or may not be recorded: repeat the same request; it is recorded only once.`
      : `The log at ${server} cannot be reached: check that the server runs, then repeat.`,
    outcome,
    options,
  );
};

/** The refusal of a call to a log that was closed. */
export const closedLog = (server: string): LogUnavailable =>
  new LogUnavailable(`The log at ${server} is closed: open it again.`);

/** The properties that errors of the client, of gRPC and of Node may have. */
interface ErrorDetails {
  readonly code: number | undefined;
  readonly details: string;
  /** The server's name of the exception; '' when it sent none. */
  readonly exception: string;
  readonly maximum: string;
}

const detailsOf = (error: unknown): ErrorDetails => {
  const {
    code,
    details,
    message,
    metadata,
  }: {
    readonly code?: unknown;
    readonly details?: unknown;
    readonly message?: unknown;
    readonly metadata?: { readonly getMap?: () => Readonly<Record<string, unknown>> };
  } = typeof error === 'object' && error !== null ? error : {};
  const trailers = metadata?.getMap?.() ?? {};
  return {
    code: typeof code === 'number' ? code : undefined,
    details: `${typeof details === 'string' ? details : ''} ${typeof message === 'string' ? message : ''}`,
    exception: String(trailers['exception'] ?? ''),
    maximum: String(trailers['maximum-append-size'] ?? ''),
  };
};
