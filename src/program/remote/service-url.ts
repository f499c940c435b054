import { isLoopback } from '../../config/loopback.js';
import { Refusal } from '../../domain/errors.js';

/**
 * The address of a service.
 *
 * @param takesToken whether a token is sent there
 * @throws {Refusal} `malformed`: it is no address, or a token would go to another machine without TLS.
 */
export const serviceUrl = (text: string, takesToken: boolean): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Refusal(
      'malformed',
      `LEDGER_URL is ${text}: give the address of a service, such as https://budget.example.`,
    );
  if (takesToken && url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new Refusal(
      'malformed',
      'LEDGER_URL must be https where a token is sent to another machine.',
    );
  return url;
};
