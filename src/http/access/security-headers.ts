import type { FastifyInstance } from 'fastify';

/** Nothing of an answer is run, framed, or loaded by another site. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** The pages of the documentation load their own scripts and styles. Swagger UI writes styles into its elements. */
const DOCUMENTATION =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** A year, in seconds. */
const HSTS_S = 31_536_000;
/** How long a browser keeps the answer to a preflight, in seconds. */
const PREFLIGHT_S = 600;
const METHODS = 'GET, HEAD, POST, PUT, DELETE';
const REQUEST_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Ledger-Min-Token';
const ANSWER_HEADERS =
  'ETag, Ledger-Token, Ledger-Next, Location, Retry-After, Content-Disposition';

/** What the answers say to browsers. */
export interface BrowserSettings {
  /** The origins whose pages may read answers (CORS); none by default. */
  readonly origins: readonly string[];
  /** Whether the service is reached by TLS. */
  readonly secure: boolean;
}

/**
 * Adds to every answer the headers that protect those who open it in a browser. A route that serves pages sets its own
 * Content-Security-Policy. Call it before any route is added.
 */
export const securityHeaders = (
  server: FastifyInstance,
  { origins, secure }: BrowserSettings,
): void => {
  server.addHook('onRequest', (request, reply, done) => {
    // On the raw answer, so that a stream that writes its own head has them too.
    const { raw } = reply;
    raw.setHeader('X-Content-Type-Options', 'nosniff');
    raw.setHeader('Referrer-Policy', 'no-referrer');
    raw.setHeader('X-Frame-Options', 'DENY');
    raw.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    raw.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    const isDocumentation = /^\/docs(?:[/?]|$)/.test(request.url);
    raw.setHeader('Content-Security-Policy', isDocumentation ? DOCUMENTATION : CLOSED);
    if (secure) raw.setHeader('Strict-Transport-Security', `max-age=${HSTS_S}`);
    const { origin } = request.headers;
    if (origins.length > 0) raw.setHeader('Vary', 'Origin');
    if (origin === undefined || !origins.includes(origin)) {
      done();
      return;
    }
    raw.setHeader('Access-Control-Allow-Origin', origin);
    raw.setHeader('Access-Control-Expose-Headers', ANSWER_HEADERS);
    raw.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method !== 'OPTIONS') {
      done();
      return;
    }
    void reply
      .code(204)
      .header('Access-Control-Allow-Methods', METHODS)
      .header('Access-Control-Allow-Headers', REQUEST_HEADERS)
      .header('Access-Control-Max-Age', PREFLIGHT_S)
      .send();
  });
};
