import { hash, randomUUID } from 'node:crypto';
import { write, type Io } from '../../cli/io.js';
import type { Service, ServiceAnswer, ServiceRequest } from '../../cli/ledger.js';
import { noAnswer } from '../../cli/no-answer.js';
import { say } from '../../cli/say.js';
import { UsageError } from '../../cli/usage-error.js';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import { serviceUrl } from './service-url.js';
import { StateFolder } from './state-folder.js';

/** How long a service may take to answer, in ms. */
const ANSWER_MS_MAX = 120_000;

/** Who makes changes where the service authenticates nobody; `isNamed` where the command line names the person. */
interface Person {
  readonly actor: string;
  readonly isNamed: boolean;
}

/**
 * A service, as the caller of a token: `LEDGER_TOKEN`, or that of `login`; without one as the person in `Ledger-Actor`, whom a service
 * takes that authenticates nobody. A change has a key of its own, which is kept until the
 * service has answered: when the answer is lost, the same command sends the same key, and nothing is recorded twice.
 *
 * @throws {Refusal} `malformed`: the URL is none, or a token would be sent without TLS to another machine.
 */
export const remoteService = (url: string, { actor, isNamed }: Person, io: Io): Service => {
  const given = io.env['LEDGER_TOKEN'] || undefined;
  serviceUrl(url, given !== undefined);
  const folder = new StateFolder(io.env);

  const tokenOf = async (): Promise<string | undefined> => {
    if (given !== undefined) return given;
    const { KeptTokens } = await import('./kept-tokens.js');
    return new KeptTokens(url, io.env).token();
  };

  const sent: typeof fetch = async (address, init = {}) => {
    const token = await tokenOf();
    const headers = new Headers(init.headers);
    if (token !== undefined && isNamed)
      throw new UsageError('A change is made by the subject of the token: leave --actor out.');
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    // A header has a character for each byte.
    else headers.set('Ledger-Actor', Buffer.from(actor).toString('latin1'));
    const response = await fetch(address, { ...init, headers, redirect: 'error' });
    if (response.status === 401 && token === undefined) throw noToken(url);
    return response;
  };

  const send = async (request: ServiceRequest): Promise<ServiceAnswer> => {
    const { path, query = {}, body, accept = 'application/json', waitMs = ANSWER_MS_MAX } = request;
    const { method = body === undefined ? 'GET' : 'POST', withoutKey = false } = request;
    const search = textOf(query);
    const address = `${url.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`;
    const change =
      body === undefined || body instanceof Uint8Array || 'dryRun' in query || withoutKey
        ? undefined
        : await pendingChange(folder, address, JSON.stringify(body), io);
    let answer: ServiceAnswer & { readonly status: number };
    try {
      const response = await sent(address, {
        method,
        headers: {
          Accept: accept,
          ...(body !== undefined && {
            'Content-Type':
              body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
          }),
          ...(change !== undefined && { 'Idempotency-Key': change.key, 'If-Match': '*' }),
        },
        ...(body !== undefined && {
          body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
        }),
        signal: AbortSignal.timeout(waitMs),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      answer = { status: response.status, headers: response.headers, bytes };
    } catch (error) {
      throw error instanceof Refusal || error instanceof UsageError ? error : noAnswer(url, error);
    }
    // Beyond 499 it is not known whether the change is recorded.
    if (change !== undefined && answer.status < 500) await folder.remove(change.file);
    if (answer.status >= 400) throw refusalIn(answer.bytes, url);
    return answer;
  };
  return { url, fetch: sent, send };
};

interface PendingChange {
  readonly file: string;
  readonly key: string;
}

/** The key of a change: that of the same change when its answer was lost, else a new one. It is on the disk before it is sent. */
const pendingChange = async (
  folder: StateFolder,
  address: string,
  body: string,
  io: Io,
): Promise<PendingChange> => {
  const file = `change-${hash('sha256', `${address}\n${body}`).slice(0, 32)}`;
  const kept = (await folder.read(file))?.trim();
  if (kept !== undefined && kept !== '') {
    await write(
      io.stderr,
      `${say`This change was sent before and its answer was lost: it is sent again with the same key, and is not recorded twice.`}\n`,
    );
    return { file, key: kept };
  }
  const key = randomUUID();
  await folder.write(file, `${key}\n`);
  return { file, key };
};

/** Parameters as texts; a list is repeated, and a day to compare with is `{effective}`. */
const textOf = (query: object): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
      value === undefined || value === null
        ? []
        : [
            [
              name,
              typeof value === 'object'
                ? String((value as { effective: string }).effective)
                : String(value),
            ] as [string, string],
          ],
    ),
  ).toString();

interface Problem {
  readonly code?: RefusalCode;
  readonly detail?: string;
}

const refusalIn = (bytes: Buffer, url: string): Refusal => {
  let problem: Problem;
  try {
    problem = JSON.parse(bytes.toString()) as Problem;
  } catch (error) {
    return noAnswer(url, error);
  }
  const { code = 'log-unavailable', detail = '', ...details } = problem;
  return new Refusal(code, detail, details);
};

const noToken = (url: string): Refusal =>
  new Refusal(
    'forbidden',
    `You have no token for ${url}: run budget-ledger login, or set LEDGER_TOKEN.`,
  );
