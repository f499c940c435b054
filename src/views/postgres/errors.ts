import { Refusal } from '../../domain/errors.js';
import type { ErrorKind } from '../views-database.js';

/** SQLSTATEs, by their beginnings, that say that the statement cannot be, now or later. */
const ROW = /^(22|23|54)/;
const CORRUPT = /^XX00[12]$/;
/**
 * What the server or its operator has to mend: no connection, no resources, no right, a transaction that was ended from
 * outside, a lock that was not given in time, a server that only repeats another one.
 */
const UNAVAILABLE = /^(08|25P0[34]|25006|28|3D|40|42501|53|55|57|58|F0)/;
/** What Node calls a connection that is not there. */
const NETWORK =
  /^(E[A-Z]+|ERR_(SSL|TLS|SOCKET)\w*|SELF_SIGNED\w*|DEPTH_ZERO\w*|CERT_\w+|UNABLE_TO\w+)$/;
/** What the client says of a connection that broke, without a code. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Query read timeout|The server does not support SSL|Connection ended)/;

/** The first tables that are looked at: without them there are no views. */
const VIEWS_GONE = /relation "(projections|views_origin)" does not exist/;

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

/** Nobody knows what became of the statement, and the connection takes no other one. */
export const isBroken = (error: unknown): boolean => {
  const code = codeOf(error);
  return /^(08|57P|25P03|25006)/.test(code) || NETWORK.test(code) || BROKEN.test(messageOf(error));
};

/** Somebody who may not use it, or a database that is not there: no waiting helps. */
export const isRefused = (error: unknown): boolean => /^(28|3D|42501)/.test(codeOf(causeOf(error)));

export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';
export const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01';
/** A view was switched to one with other columns since the statement was prepared. */
export const isStale = (error: unknown): boolean =>
  codeOf(error) === '0A000' && messageOf(error).startsWith('cached plan');
/** A table or a schema that was there before: somebody has deleted the views. */
export const isGone = (error: unknown): boolean => /^(42P01|3F000)$/.test(codeOf(error));

/** The error as the caller is told of it: a sentence when the engine cannot work now, otherwise itself. */
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

/** What a refusal was made from, as an engine's error is told by. */
const causeOf = (error: unknown): unknown =>
  error instanceof Refusal && error.cause !== undefined ? error.cause : error;

/** By its shape: several addresses that all refuse are one error with the first one's code. */
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
