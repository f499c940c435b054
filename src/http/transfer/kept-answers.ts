import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Views } from '../../views/views-database.js';
import { shanghaiToday } from '../../ledger/shanghai.js';
import { Freshness } from '../freshness.js';
import { preferredCoding } from './compressed.js';
import { languageOf } from './language.js';
import { namesTag } from './names-tag.js';

/** The routes whose answer depends on the question and on the views, on the day and on nothing else: no file and no policy. */
const KEPT_ROUTES: ReadonlySet<string | undefined> = new Set([
  '/v1/budgets',
  '/v1/budgets/:budget',
  '/v1/budgets/:budget/lines',
  '/v1/budgets/:budget/tables/:table',
  '/v1/budgets/:budget/document',
  '/v1/budgets/:budget/deltas',
  '/v1/budgets/:budget/bridge',
  '/v1/budgets/:budget/trail',
  '/v1/budgets/:budget/findings',
  '/v1/totals',
  '/v1/search',
  '/v1/agencies',
]);

/** The bytes of all answers that are kept, and of the largest one. */
const BYTES_MAX = 16 * 1024 * 1024;
const ANSWER_BYTES_MAX = 4 * 1024 * 1024;

interface Kept {
  readonly headers: Readonly<Record<string, string>>;
  /** Null: the client had the bytes already, so that they were not sent. */
  readonly payload: Buffer | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which key the answer may be kept; `sent` where a kept one is sent. */
    keeping?: { readonly key: string; readonly stamp: string } | 'sent' | undefined;
  }
}

/**
 * Sends the same bytes again to the same question while nothing has been committed to the views. The answer is the one that would be
 * made anew: it waits for the same writes, and for a caller of other rights it is another question.
 */
@Injectable()
export class KeptAnswers {
  /** The answers, the one that was asked for longest ago first. */
  readonly #answers = new Map<string, Kept>();
  /** What {@link Views.stamp} was before each of them was made. It never returns, so that those of an earlier one are of no use. */
  #stamp: string | undefined;
  #bytes = 0;
  /** How many questions were answered with what was kept, and how many were answered anew. */
  readonly asked = { kept: 0, anew: 0 };

  /** Created before the routes are added, so that its hooks are called for each route. */
  constructor(
    { httpAdapter }: HttpAdapterHost,
    private readonly views: Views,
    private readonly freshness: Freshness,
  ) {
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.decorateRequest('keeping', undefined);
    server.addHook('preValidation', (request, reply) => this.#find(request, reply));
    server.addHook('onSend', async (request, reply, payload) => {
      // Empty where the client had the bytes already.
      if (Buffer.isBuffer(payload) || payload === '') this.#keep(request, reply, payload);
      return payload;
    });
  }

  /** The bytes of memory that the kept answers take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  async #find(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (request.method !== 'GET' || !KEPT_ROUTES.has(request.routeOptions.url)) return undefined;
    const key = answerKeyOf(request);
    let stamp: string;
    try {
      await this.freshness.waitForViews(request);
      stamp = await this.views.stamp();
    } catch {
      // The route itself says why the views cannot be read.
      return undefined;
    }
    if (stamp !== this.#stamp) {
      this.#answers.clear();
      this.#bytes = 0;
      this.#stamp = stamp;
    }
    const kept = this.#answers.get(key);
    const isKnown = namesTag(request, kept?.headers['etag']);
    if (kept !== undefined && (kept.payload !== null || isKnown)) {
      request.keeping = 'sent';
      this.asked.kept += 1;
      this.#answers.delete(key);
      this.#answers.set(key, kept);
      reply.headers(kept.headers);
      if (!isKnown) return reply.send(kept.payload);
      for (const name of [
        'Content-Type',
        'Content-Disposition',
        'Content-Encoding',
        'Content-Length',
      ])
        reply.removeHeader(name);
      return reply.code(304).send();
    }
    request.keeping = { key, stamp };
    this.asked.anew += 1;
    return undefined;
  }

  #keep(request: FastifyRequest, reply: FastifyReply, payload: Buffer | ''): void {
    const { keeping } = request;
    if (typeof keeping !== 'object' || ![200, 304].includes(reply.statusCode)) return;
    const { key, stamp } = keeping;
    if (stamp !== this.#stamp || payload.length > ANSWER_BYTES_MAX) return;
    const bytes = payload === '' ? null : alone(payload);
    // What is on the raw answer is said to this caller alone, such as the origin that may read it.
    const headers = Object.fromEntries(
      Object.entries(reply.getHeaders())
        .filter(([name]) => !reply.raw.hasHeader(name))
        .map(([name, value]) => [name, String(value)]),
    );
    this.#drop(key);
    this.#answers.set(key, { headers, payload: bytes });
    this.#bytes += sizeOf(key, bytes);
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= BYTES_MAX) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const kept = this.#answers.get(key);
    if (kept === undefined) return;
    this.#answers.delete(key);
    this.#bytes -= sizeOf(key, kept.payload);
  }
}

/** What the bytes of an answer depend on beside the views: the question, the form of the answer, and what the caller may see. */
const answerKeyOf = (request: FastifyRequest): string => {
  const { url, headers, admitted } = request;
  return JSON.stringify([
    url,
    headers.accept,
    languageOf(request),
    preferredCoding(headers['accept-encoding']),
    admitted?.grants.fingerprint,
    // The name that an agency has today may change with the day.
    shanghaiToday(),
  ]);
};

/** The bytes in memory of their own: a small buffer is a part of a larger one, which would be kept with it. */
const alone = (bytes: Buffer): Buffer => {
  if (bytes.length === bytes.buffer.byteLength) return bytes;
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
};

/** An entry's headers and its place in the map are counted as a kilobyte. */
const sizeOf = (key: string, payload: Buffer | null): number =>
  key.length + (payload?.length ?? 0) + 1_024;
