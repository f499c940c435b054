import type { Token } from '../log/token.js';
import type { Change } from './change.js';

/** The format of a stream of changes in an HTTP response. */
export interface StreamFormat {
  readonly mediaType: string;
  /** The beginning of the response. */
  readonly opening: string;
  readonly encode: (change: Change, token: Token) => string;
  /** Sent to show that the connection is alive, with the position reached; empty when the format has no such message. */
  readonly heartbeat: (token: Token) => string;
  /** Sent when the tokens of this ledger are no longer valid: the client has to start from a snapshot. */
  readonly reset: string;
}

/** One JSON document a line. */
export const ndjson: StreamFormat = {
  mediaType: 'application/x-ndjson',
  opening: '',
  encode: (change) => `${JSON.stringify(change)}\n`,
  heartbeat: () => '',
  reset: '',
};

/** The time after which a browser reconnects, in ms. */
const RECONNECT_MS = 1_000;

/** Server-sent events: `data` is the NDJSON line and `id` the token, with which a browser resumes on its own. */
export const serverSentEvents: StreamFormat = {
  mediaType: 'text/event-stream',
  opening: `retry: ${RECONNECT_MS}\n\n`,
  encode: (change, token) => `id: ${token}\ndata: ${JSON.stringify(change)}\n\n`,
  // A browser stores an id without data, but fires no event.
  heartbeat: (token) => `: still here\nid: ${token}\n\n`,
  reset: 'event: reset\ndata: {}\n\n',
};
