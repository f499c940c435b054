import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../support/service-process.js';

const RETRY_MS = 50;
/** A request that hangs longer than this is sent again. */
const ANSWER_MS_MAX = 30_000;
/** The longest that a read of the whole log may take. */
const ALL_MS_MAX = 120_000;

/** A change as the service streams it. */
export interface Change {
  readonly sequence: number;
  readonly position: string;
  readonly budget: string | null;
  readonly type: string;
  readonly data: { readonly line?: string };
}

/** An answer, and when the request that got it was sent, in ms of `performance.now()`. */
export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly sentAt: number;
}

/**
 * Sends a request with the same key until it is answered, as a client does that must not lose a change.
 *
 * @throws {Error} the answer is one that a service may not give, such as 500, or the signal aborts.
 */
export const sent = async (
  service: { readonly address: string },
  path: string,
  body: unknown,
  key: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> => {
  for (;;) {
    signal.throwIfAborted();
    const sentAt = performance.now();
    try {
      const answer = await fetch(`${service.address}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'ledger-actor': 'zhang',
          'idempotency-key': key,
          ...headers,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
      });
      const text = await answer.text();
      if (answer.status < 500) return { status: answer.status, text, sentAt };
      if (answer.status !== 503) throw new Error(`${answer.status} ${text}`);
      if (!/^\d+$/.test(answer.headers.get('retry-after') ?? ''))
        throw new Error(`503 without Retry-After: ${text}`);
    } catch (error) {
      // No answer. The error may belong to another realm, so that instanceof does not work.
      const { name, message } = error as Error;
      if (message !== 'fetch failed' && message !== 'terminated' && name !== 'TimeoutError')
        throw error;
    }
    await sleep(RETRY_MS);
  }
};

/** Follows the stream of changes, and resumes where it was after each interruption. */
export const follow = async (
  service: ServiceProcess,
  accept: string,
  seen: Change[],
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    await readChanges(service, 'follow=true', accept, seen, signal);
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
};

/**
 * All changes of the log, from its first. A read that is cut, as by a server that was killed a moment ago, goes on where it was.
 *
 * @throws {Error} it takes longer than {@link ALL_MS_MAX}.
 */
export const allChanges = async (service: ServiceProcess): Promise<Change[]> => {
  const seen: Change[] = [];
  const signal = AbortSignal.timeout(ALL_MS_MAX);
  while (!(await readChanges(service, 'follow=false', 'application/x-ndjson', seen, signal))) {
    signal.throwIfAborted();
    await sleep(RETRY_MS);
  }
  return seen;
};

/** Adds the changes after the last one of `seen`. Answers whether the stream came to its end. */
const readChanges = async (
  service: ServiceProcess,
  query: string,
  accept: string,
  seen: Change[],
  signal: AbortSignal,
): Promise<boolean> => {
  const last = seen.at(-1);
  const after = last === undefined ? '' : `&after=e1-${last.position.padStart(20, '0')}`;
  try {
    const { ok, body } = await fetch(`${service.address}/v1/changes?${query}${after}`, {
      headers: { accept },
      signal,
    });
    let rest = '';
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + part).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        const json = line.replace(/^data: /, '');
        // A service that is not ready answers with a problem.
        if (json.startsWith('{"position"')) seen.push(JSON.parse(json) as Change);
      }
    }
    return ok && rest === '';
  } catch {
    // The connection broke.
    return false;
  }
};
