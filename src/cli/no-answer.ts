import { Refusal } from '../domain/errors.js';

/** The refusal for a service that cannot be reached; `cause` is the error of `fetch`. */
export const noAnswer = (url: string, cause: unknown): Refusal =>
  new Refusal(
    'log-unavailable',
    `The service at ${url} does not answer (${(cause as Error).message}): check LEDGER_URL, and repeat the command.`,
    {},
    { cause },
  );
