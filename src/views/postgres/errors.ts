import { Refusal } from '../../domain/errors.js';
import type { ErrorKind } from '../views-database.js';

/** Classes of SQLSTATE for a statement that is invalid because of its values. */
const ROW = /^(22|23|54)/;
const CORRUPT = /^XX00[12]$/;
/**
 * Conditions of the server: no connection, no resources, no permission, a transaction that was terminated, a lock that was
 * not available in time, a read-only standby.
 */
const UNAVAILABLE = /^(08|25P0[34]|25006|28|3D|40|42501|53|55|57|58|F0)/;
/** Codes of Node for a failed connection. */
const NETWORK =
  /^(E[A-Z]+|ERR_(SSL|TLS|SOCKET)\w*|SELF_SIGNED\w*|DEPTH_ZERO\w*|CERT_\w+|UNABLE_TO\w+)$/;
/** Messages of the client, without a code, for a broken connection. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Query read timeout|The server does not support SSL|Connection ended)/;

/** The tables that are read first: without them there are no views. */
const VIEWS_GONE = /relation "(projections|views_origin)" does not exist/;

/**
 * The kind of an error of PostgreSQL, by its SQLSTATE, the code of the failed connection or, without either, its
 * message.
 */
export const postgresErrorKind = (error: unknown): ErrorKind => {
  const cause = causeOf(error);
  const code = codeOf(cause);
  if (code === '42P01' && VIEWS_GONE.test(messageOf(cause))) return 'corrupt';
  if (ROW.test(code)) return 'row';
  if (CORRUPT.test(code)) return 'corrupt';
  return UNAVAILABLE.test(code) || NETWORK.test(code) || BROKEN.test(messageOf(cause))
    ? 'unavailable'
    : 'bug';
};

/** Whether the connection is broken: the outcome of the statement is unknown, and the connection cannot be used again. */
export const isBroken = (error: unknown): boolean => {
  const code = codeOf(error);
  return /^(08|57P|25P03|25006)/.test(code) || NETWORK.test(code) || BROKEN.test(messageOf(error));
};

/** Whether access is denied or the database does not exist, so that waiting does not help. */
export const isRefused = (error: unknown): boolean => /^(28|3D|42501)/.test(codeOf(causeOf(error)));

/** Whether the server has no connection left, or none of the pool was free in time. */
export const isWithoutConnection = (error: unknown): boolean =>
  codeOf(error) === '53300' || messageOf(error) === 'timeout exceeded when trying to connect';

/** Whether a lock was not available in time, so that the statement can be repeated. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';
/** Whether the server ended the transaction because of a deadlock, so that it can be repeated. */
export const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01';
/** Whether the view has other columns now than when the statement was prepared. */
export const isStale = (error: unknown): boolean =>
  codeOf(error) === '0A000' && messageOf(error).startsWith('cached plan');
/** Whether a table or schema is missing, because the views were deleted. */
export const isGone = (error: unknown): boolean => /^(42P01|3F000)$/.test(codeOf(error));

/** A refusal when the engine is unavailable; any other error is returned unchanged. */
export const asRefusal = (error: unknown, place: string): unknown =>
  error instanceof Refusal || postgresErrorKind(error) !== 'unavailable'
    ? error
    : new Refusal(
        isRefused(error) ? 'data-folder-unusable' : 'projection-behind',
        isRefused(error)
          ? `The views at ${place} may not be used (${messageOf(error)}): check the user, the password and the database in LEDGER_VIEWS.`
          : `The views at ${place} cannot be used now (${messageOf(error)}): repeat the request in a moment.`,
        {},
        { cause: error },
      );

/** The engine's error from which a refusal was made. */
const causeOf = (error: unknown): unknown =>
  error instanceof Refusal && error.cause !== undefined ? error.cause : error;

/** Checked by its shape, because an AggregateError for several addresses has a code too. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

const messageOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('message' in error && error.message !== '') return String(error.message);
  return 'errors' in error && Array.isArray(error.errors) && error.errors.length > 0
    ? messageOf(error.errors[0])
    : codeOf(error);
};
