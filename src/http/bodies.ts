import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/errors.js';
import { DOCUMENT_BYTES_MAX } from '../domain/values/document-limits.js';
import { HttpRefusal } from './problem.js';

/** The largest JSON body, in bytes. A larger one is refused with `body-too-large`. */
export const JSON_BYTES_MAX = 5 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesDocument}. */
    takesDocument?: boolean;
  }
}

/** A route whose body is a document: bytes of any type, never read as JSON. */
export const TakesDocument = () => RouteConfig({ takesDocument: true });

/** Sets how bodies are read: documents stay bytes, everything else is JSON. Call it before any route is added. */
export const readBodies = (server: FastifyInstance): void => {
  server.addHook('onRoute', (route) => {
    if (route.config?.takesDocument) route.bodyLimit = DOCUMENT_BYTES_MAX;
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

const takesDocument = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.takesDocument === true;

const read = (request: FastifyRequest, bytes: Buffer): unknown => {
  if (takesDocument(request)) return bytes;
  if (bytes.length === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new HttpRefusal(
      'media-type-unsupported',
      `${type === '' ? 'A body without Content-Type' : type} is not supported: send application/json.`,
      {},
      { 'Accept-Post': 'application/json' },
    );
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal('malformed', `The body is not JSON (${(error as Error).message}).`);
  }
};

/** The refusal of a body that is too large: a document or JSON, as the route takes it. */
export const tooLarge = (request: FastifyRequest): Refusal | HttpRefusal =>
  takesDocument(request)
    ? new Refusal(
        'document-too-large',
        `A document may have ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB at most.`,
      )
    : new HttpRefusal(
        'body-too-large',
        `A JSON body may have ${JSON_BYTES_MAX / 1024 / 1024} MiB at most: send it in parts.`,
      );
