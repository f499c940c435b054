import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asJson } from '../text/translate.js';
import { titleOf } from '../domain/refusal-titles.js';
import { Refusal } from '../domain/errors.js';
import { tooLarge } from './bodies.js';
import { KnownRoutes } from './known-routes.js';
import { languageOf, noteLanguage } from './transfer/language.js';
import { PinoLogger } from './pino-logger.js';
import { headersOf, HttpRefusal, problem, problemOf, type Problem } from './problem.js';

/** The codes of errors when a client closes its connection before it has sent its body, or before it is answered. */
const GONE: ReadonlySet<string> = new Set(['ECONNRESET', 'ABORT_ERR']);

/**
 * Answers every error with a problem: a refusal by its code, an error of the framework by its status, and any other as
 * `internal`, whose cause goes to the log alone.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: KnownRoutes,
    private readonly logger: PinoLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // Headers are sent: close the connection so that the client notices.
    if (reply.raw.headersSent) {
      if (!(error instanceof Refusal)) this.logBug(error, request);
      reply.raw.destroy();
      return;
    }
    if (error instanceof HttpRefusal) reply.headers(error.headers);
    const found = this.problemOf(error, request, reply);
    // A person who follows a wrong link gets a page.
    const isBrowser = (request.headers.accept ?? '').includes('text/html');
    if (request.is404 && isBrowser && request.server.refusePage?.(request, reply, found)) return;
    sendProblem(reply, found);
  }

  private logBug(error: unknown, { id, url }: FastifyRequest): void {
    this.logger.pino.error(
      { err: error, request: id, path: url.split('?', 1)[0] },
      'a request failed',
    );
  }

  private problemOf(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    if (error instanceof Refusal || error instanceof HttpRefusal) return problemOf(error);
    if (error instanceof HttpException) {
      const known = this.problemOfFramework(error, request, reply);
      if (known) return known;
    }
    // The client has gone: nobody reads the answer, and nothing here is wrong.
    if (request.raw.destroyed && GONE.has(String((error as NodeJS.ErrnoException).code)))
      return problem('malformed', 'The request ended before it was answered.');
    this.logBug(error, request);
    return problem(
      'internal',
      'The service failed on this request. The cause is in its log under this instance.',
      { instance: `urn:uuid:${request.id}` },
    );
  }

  private problemOfFramework(
    error: HttpException,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Problem | undefined {
    switch (error.getStatus()) {
      case 400:
        return problem(
          'malformed',
          `${sentence(error.message)} Correct the request and send it again.`,
        );
      case 403:
        // A file of the documentation whose name no file can have.
        return problem('not-found', 'There is no such file.');
      case 404:
        return this.noSuchRoute(request, reply);
      case 413:
        return problemOf(tooLarge(request));
      case 414:
        return problem('url-malformed', 'The URL is too long.');
      case 415:
        return problem('media-type-unsupported', sentence(error.message));
      default:
        return undefined;
    }
  }

  /** 405 for a path that has other methods, and 404 for a path that does not exist. */
  private noSuchRoute({ method, url }: FastifyRequest, reply: FastifyReply): Problem {
    const path = url.split('?', 1)[0]!;
    const methods = this.routes.methodsAt(path);
    if (methods.length === 0)
      return problem(
        'not-found',
        `There is nothing at ${path}: see /docs for the paths of this service.`,
      );
    reply.header('Allow', methods.join(', '));
    return problem(
      'method-not-allowed',
      `${path} does not take ${method}: use ${methods.join(' or ')}.`,
    );
  }
}

/**
 * Sends a problem with its status and headers, as `application/problem+json` (RFC 9457), in Chinese to a client that prefers
 * Chinese.
 */
export const sendProblem = (reply: FastifyReply, body: Problem): void => {
  const language = languageOf(reply.request);
  noteLanguage(reply, language);
  void reply
    .code(body.status)
    .headers(headersOf(body))
    .type('application/problem+json')
    .send(asJson({ ...body, title: titleOf(body.code, language) }, language));
};

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
