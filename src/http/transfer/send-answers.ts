import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { compressed, isCompressible, preferredCoding } from './compressed.js';
import { namesTag } from './names-tag.js';

/**
 * What every answer goes through on its way out. A read gets an `ETag`, and is 304 for a client that has the same bytes already
 * (RFC 9110, section 13.1.2); a cache asks before each use, because every event may change what a read sees. Text is compressed as
 * `Accept-Encoding` asks for it, unless a route has done so. Streams are sent as they come. Call it before any route is added.
 */
export const sendAnswers = (server: FastifyInstance): void => {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    // It went through here when it was made.
    if (request.keeping === 'sent') return payload;
    // Encoded once: it is hashed, measured, kept and sent.
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
    if (isRead(request) && reply.statusCode === 200) tag(reply, bytes);
    // A strong tag names the bytes themselves, which compression changes.
    const varies =
      !reply.hasHeader('Content-Encoding') &&
      !String(reply.getHeader('ETag')).startsWith('"') &&
      isCompressible(bytes, reply.getHeader('Content-Type'));
    if (varies) {
      const vary = reply.getHeader('Vary');
      reply.header('Vary', [...(vary === undefined ? [] : [vary]), 'Accept-Encoding'].join(', '));
    }
    if (isKnown(request, reply)) {
      reply.code(304).removeHeader('Content-Type').removeHeader('Content-Disposition');
      return '';
    }
    const coding = varies ? preferredCoding(request.headers['accept-encoding']) : undefined;
    if (coding === undefined) return bytes;
    reply.header('Content-Encoding', coding).removeHeader('Content-Length');
    return compressed(bytes, coding);
  });
};

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

const tag = (reply: FastifyReply, bytes: Buffer): void => {
  if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-cache');
  if (reply.getHeader('Cache-Control') === 'no-store' || reply.hasHeader('ETag')) return;
  // Weak: the bytes may be compressed. A route that knows a version of its own has set a strong one.
  reply.header('ETag', `W/"${hash('sha256', bytes, 'base64url')}"`);
};

const isKnown = (request: FastifyRequest, reply: FastifyReply): boolean =>
  isRead(request) && reply.statusCode === 200 && namesTag(request, reply.getHeader('ETag'));
