import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/errors.js';
import { DOCUMENT_BYTES_MAX } from '../domain/values/document-limits.js';
import { HttpRefusal } from './problem.js';

export const JSON_BYTES_MAX = 5 * 1024 * 1024;

/** The paths that take documents: bytes of any type, never read as JSON. */
const DOCUMENT_PATHS = new Set(['/v1/imports']);

/** How bodies are read: documents stay bytes, everything else is JSON. Before any route is added. */
export const readBodies = (server: FastifyInstance): void => {
  server.addHook('onRoute', (route) => {
    if (DOCUMENT_PATHS.has(route.url)) route.bodyLimit = DOCUMENT_BYTES_MAX;
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, read(request, body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
};

const read = (request: FastifyRequest, bytes: Buffer): unknown => {
  if (DOCUMENT_PATHS.has(request.routeOptions.url ?? '')) return bytes;
  if (bytes.length === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new HttpRefusal(
      'media-type-unsupported',
      `${type === '' ? 'A body without Content-Type' : type} is not read here: send application/json.`,
      {},
      { 'Accept-Post': 'application/json' },
    );
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal('malformed', `The body is not JSON (${(error as Error).message}).`);
  }
};

/** What is too large is refused by the name of what it is. */
export const tooLarge = (request: FastifyRequest): Refusal | HttpRefusal =>
  DOCUMENT_PATHS.has(request.routeOptions.url ?? '')
    ? new Refusal(
        'document-too-large',
        `A document may have ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB at most.`,
      )
    : new HttpRefusal(
        'body-too-large',
        `A JSON body may have ${JSON_BYTES_MAX / 1024 / 1024} MiB at most: send it in parts.`,
      );
