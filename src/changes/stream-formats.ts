import type { Token } from '../log/token.js';
import type { Change } from './change.js';

/** How a stream of changes is spelled on the wire. */
export interface StreamFormat {
  readonly mediaType: string;
  /** What comes first. */
  readonly opening: string;
  readonly encode: (change: Change, token: Token) => string;
  /** Tells that the connection lives, and how far the log was looked at; empty where the form has no place for it. */
  readonly heartbeat: (token: Token) => string;
  /** Tells that this ledger's tokens are no longer good: begin anew from a snapshot. */
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

/** After how long a browser that lost the stream comes back with the last id. */
const RECONNECT_MS = 1_000;

/** Server-sent events: `data` is the NDJSON line and `id` the token, with which a browser resumes by itself. */
export const serverSentEvents: StreamFormat = {
  mediaType: 'text/event-stream',
  opening: `retry: ${RECONNECT_MS}\n\n`,
  encode: (change, token) => `id: ${token}\ndata: ${JSON.stringify(change)}\n\n`,
  // An id without data is no event, and is remembered all the same.
  heartbeat: (token) => `: still here\nid: ${token}\n\n`,
  reset: 'event: reset\ndata: {}\n\n',
};
