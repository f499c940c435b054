import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PinoLogger } from './pino-logger.js';

/** Logs one line for each request: without its query string, its headers and its body. The path names the budget; the actor is the subject of the token. */
@Injectable()
export class RequestLog {
  constructor({ httpAdapter }: HttpAdapterHost, logger: PinoLogger) {
    httpAdapter.getInstance<FastifyInstance>().addHook('onResponse', async (request, reply) => {
      logger.pino.info({
        request: request.id,
        method: request.method,
        actor: request.admitted?.subject.subject,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      });
    });
  }
}
