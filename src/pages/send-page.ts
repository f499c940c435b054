import type { FastifyReply } from 'fastify';
import { SHOWN } from './frame/lately-shown.js';

/** A page loads nothing but what comes with the package, and is in no frame of another site. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of every page. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Content-Type': 'text/html; charset=utf-8',
  Vary: `Cookie, ${SHOWN}`,
} as const;

/** Sends a page. */
export const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply.headers(PAGE_HEADERS).send(html);
