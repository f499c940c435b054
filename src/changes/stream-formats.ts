import type { Token } from '../log/token.js';
import type { Problem } from '../http/problem.js';

/** The format of a stream of changes in an HTTP response. */
export interface StreamFormat {
  readonly mediaType: string;
  /** The beginning of the response. */
  readonly opening: string;
  /** What stands between two changes. */
  readonly between: string;
  /** The end of a response that is complete. */
  readonly closing: string;
  /** `text` is the change, or its CloudEvent, as one line of JSON. */
  readonly encode: (text: string, token: () => Token) => string;
  /**
   * Says how far the reader is though no change told it, and that the connection is alive; null when the format has no such
   * message. `signed` is the newest checkpoint of the tree over the events, a signed note, where there is one.
   */
  readonly checkpoint: ((token: Token, sequence: number, signed?: string) => string) | null;
  /** Sent when the tokens of this ledger are no longer valid: the client has to start from a snapshot. */
  readonly reset: (problem: Problem) => string;
  /** Sent before the stream ends because its reader may no longer read it: the token has expired, or the policy has changed. */
  readonly denied: (problem: Problem, token: Token) => string;
  /** Sent before the service ends the stream: the client reconnects with the token. */
  readonly bye: (token: Token, sequence: number) => string;
}

/** One JSON document a line: changes and nothing else. */
export const ndjson: StreamFormat = {
  mediaType: 'application/x-ndjson',
  opening: '',
  between: '',
  closing: '',
  encode: (text) => `${text}\n`,
  checkpoint: null,
  reset: () => '',
  denied: () => '',
  bye: () => '',
};

/** One CloudEvent in structured JSON, of a change that is asked for by its sequence. */
export const cloudEvent: StreamFormat = { ...ndjson, mediaType: 'application/cloudevents+json' };

/** CloudEvents that end, as one JSON array. */
export const cloudEventsBatch: StreamFormat = {
  ...ndjson,
  mediaType: 'application/cloudevents-batch+json',
  opening: '[',
  between: ',\n',
  closing: ']\n',
  encode: (text) => text,
};

/** The time after which a browser reconnects, in ms. */
const RECONNECT_MS = 1_000;

/** An event of another name than `message`: a browser stores its id and gives its data to those who listen for the name. */
const event = (name: string, data: unknown, token?: Token): string =>
  `event: ${name}\n${token === undefined ? '' : `id: ${token}\n`}data: ${JSON.stringify(data)}\n\n`;

/** Server-sent events: `data` is the NDJSON line and `id` the token, with which a browser resumes on its own. */
export const serverSentEvents: StreamFormat = {
  mediaType: 'text/event-stream',
  opening: `retry: ${RECONNECT_MS}\n\n`,
  between: '',
  closing: '',
  encode: (text, token) => `id: ${token()}\ndata: ${text}\n\n`,
  checkpoint: (token, sequence, signed) => event('checkpoint', { token, sequence, signed }, token),
  reset: (problem) => event('reset', problem),
  denied: (problem, token) => event('denied', problem, token),
  bye: (token, sequence) => event('bye', { token, sequence }, token),
};
