import { Refusal } from '../../domain/errors.js';
import { LogCorrupt, LogUnavailable } from '../event-log.js';
import { DeadlineExceeded } from './deadline.js';

/**
 * What a failed call tells of the server.
 *
 * `away`: it was not reached, nothing was stored. `unknown`: it may have done what was asked. Both pass, and the call may
 * be repeated. `misplaced`: a read began where no event does. `final`: it says no, and will again.
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

/** What gRPC says of a call that found no connection. */
const NEVER_SENT =
  /No connection established|ECONNREFUSED|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Name resolution failed|Channel has been shut down/;

/** How the server refuses to read $all from a place where no event begins. */
const MISPLACED = /FilteredReadAllResult: Error|ReadAllResult: Error|InvalidPosition/;

const PASSING: ReadonlySet<number> = new Set([
  CANCELLED,
  UNKNOWN,
  DEADLINE_EXCEEDED,
  RESOURCE_EXHAUSTED,
  ABORTED,
  INTERNAL,
]);

export const errorKind = (error: unknown): ErrorKind => {
  if (error instanceof DeadlineExceeded) return error.sent ? 'unknown' : 'not-reached';
  const { code, details, exception } = shapeOf(error);
  if (exception === 'not-leader') return 'not-reached';
  if (exception !== '') return 'permanent';
  if (code === undefined) return /discover/.test(details) ? 'not-reached' : 'permanent';
  if (code === UNAVAILABLE) return NEVER_SENT.test(details) ? 'not-reached' : 'unknown';
  if (MISPLACED.test(details)) return 'no-event-there';
  return PASSING.has(code) ? 'unknown' : 'permanent';
};

export interface Asked {
  /** The server's name, without credentials. */
  readonly server: string;
  /** What an append brings. */
  readonly bytes?: number;
  /** What is known of an append that failed. */
  readonly outcome?: 'not-stored' | 'unknown';
}

/** What a failure means to whoever asked; a bug is given back as it is. */
export const asLogError = (
  error: unknown,
  { server, bytes = 0, outcome = 'not-stored' }: Asked,
): unknown => {
  if (error instanceof Refusal) return error;
  const options = { cause: error };
  const { code, exception, maximum } = shapeOf(error);
  if (exception === 'maximum-append-size-exceeded')
    return new Refusal(
      'document-too-large',
      `The change brings ${bytes} bytes, and the log at ${server} takes ${maximum} at once; nothing of it was recorded: raise MaxAppendSize on the server, or divide the document.`,
      { bytes, bytesMax: Number(maximum) },
      options,
    );
  if (exception === 'stream-deleted')
    return new LogCorrupt(
      `The log at ${server} has lost a stream, somebody deleted it there: restore it from a backup.`,
      options,
    );
  if (exception === 'access-denied' || code === PERMISSION_DENIED || code === UNAUTHENTICATED)
    return new LogUnavailable(
      `The log at ${server} does not let this user in: check the name and the password in LEDGER_LOG, and the user's rights on the server.`,
      'not-stored',
      options,
    );
  if (errorKind(error) === 'permanent') return error;
  return new LogUnavailable(
    outcome === 'unknown'
      ? `The log at ${server} did not answer, and the change may be recorded or not: repeat the same request, it is recorded once.`
      : `The log at ${server} cannot be reached: check that the server runs, then repeat.`,
    outcome,
    options,
  );
};

export const closedLog = (server: string): LogUnavailable =>
  new LogUnavailable(`The log at ${server} is closed: open it again.`);

/** What the errors of the client, of gRPC and of Node have in common; an error may have any of it. */
interface Shape {
  readonly code: number | undefined;
  readonly details: string;
  /** The server's own name for what it refuses. */
  readonly exception: string;
  readonly maximum: string;
}

const shapeOf = (error: unknown): Shape => {
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
