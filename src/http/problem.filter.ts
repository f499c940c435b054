import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/errors.js';
import { tooLarge } from './bodies.js';
import { headersOf, HttpRefusal, problem, problemOf, type Problem } from './problem.js';
import type { Routes } from './routes.js';

/** What the filter tells of a bug. */
export type BugLogger = (error: unknown, request: { readonly id: string; url: string }) => void;

/**
 * Every error leaves as a problem: refusals by their code, those of the framework by their status, and what nobody
 * foresaw as `internal`, whose cause is for the log alone.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: Routes,
    private readonly onBug: BugLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // A stream has begun already: its client sees that it broke off.
    if (reply.raw.headersSent) {
      if (!(error instanceof Refusal)) this.onBug(error, request);
      reply.raw.destroy();
      return;
    }
    if (error instanceof HttpRefusal) reply.headers(error.headers);
    sendProblem(reply, this.problemOf(error, request, reply));
  }

  private problemOf(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    if (error instanceof Refusal || error instanceof HttpRefusal) return problemOf(error);
    if (error instanceof HttpException) {
      const ours = this.problemOfFramework(error, request, reply);
      if (ours) return ours;
    }
    this.onBug(error, request);
    return problem(
      'internal',
      'Something went wrong here that is not your fault: the service has logged it under this instance.',
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
          `${sentence(error.message)} Send the request again as it is meant.`,
        );
      case 404:
        return this.nothingHere(request, reply);
      case 413:
        return problemOf(tooLarge(request));
      case 414:
        return problem('url-malformed', 'The address is longer than any that this service has.');
      case 415:
        return problem('media-type-unsupported', sentence(error.message));
      default:
        return undefined;
    }
  }

  /** A path that other methods know is not unknown. */
  private nothingHere({ method, url }: FastifyRequest, reply: FastifyReply): Problem {
    const path = url.split('?', 1)[0]!;
    const methods = this.routes.methodsAt(path);
    if (methods.length === 0)
      return problem('not-found', `There is nothing at ${path}: /docs shows what there is.`);
    reply.header('Allow', methods.join(', '));
    return problem(
      'method-not-allowed',
      `${path} does not take ${method}: use ${methods.join(' or ')}.`,
    );
  }
}

export const sendProblem = (reply: FastifyReply, body: Problem): void => {
  void reply
    .code(body.status)
    .headers(headersOf(body))
    .type('application/problem+json')
    .send(JSON.stringify(body));
};

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
