import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { titleOf } from '../domain/refusal-titles.js';
import { Refusal } from '../domain/errors.js';
import { PinoLogger } from '../http/pino-logger.js';
import { HttpRefusal, problem, problemOf, type Problem } from '../http/problem.js';
import { errorPage } from './error-page.js';
import { translate } from '../text/translate.js';
import { pageLanguage } from './frame/language.js';
import { Grants } from '../access/grants.js';
import { personOf, type Person } from './frame/person.js';
import { sendPage } from './send-page.js';

/** Answers an error on a page with a page: the sentence of the problem, and what to do. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  constructor(@Inject(PinoLogger) private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    sendErrorPage(request, reply, problemOnPage(error, request, this.logger), personOf(request));
  }
}

/** What a page says of an error: a refusal as it is, and where the cause of any other is logged. */
export const problemOnPage = (
  error: unknown,
  { id, url }: FastifyRequest,
  { pino }: PinoLogger,
): Problem => {
  if (error instanceof Refusal || error instanceof HttpRefusal) return problemOf(error);
  pino.error({ err: error, request: id, path: url.split('?', 1)[0] }, 'a page failed');
  return problem(
    'internal',
    `The service failed on this page. The cause is in its log under ${id}.`,
  );
};

/**
 * Answers a request that was not let in, or is for a path that does not exist: a browser that shows a page is sent to the sign-in, any other gets an error page.
 *
 * @param canSignIn whether the service has a sign-in
 * @returns false where the request is for no page
 */
export const refusePage = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Problem,
  canSignIn: boolean,
): boolean => {
  if (/^\/(?:v1|metrics)(?:[/?]|$)/.test(request.url)) return false;
  const showsPage = (request.headers.accept ?? '').includes('text/html');
  if (refusal.code === 'token-invalid' && canSignIn && showsPage)
    void reply
      .code(303)
      .headers({
        Location: `/sign-in?to=${encodeURIComponent(request.url)}`,
        'Cache-Control': 'no-store',
      })
      .send();
  // Whose role does not suffice can sign out, and in as somebody else.
  else
    sendErrorPage(
      request,
      reply,
      refusal,
      canSignIn && refusal.status === 403 ? (personOf(request) ?? UNKNOWN) : undefined,
    );
  return true;
};

/** Somebody whose name and rights are not known here. */
const UNKNOWN: Person = { name: '', grants: new Grants([]) };

const sendErrorPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, detail }: Problem,
  person: Person | undefined,
): void => {
  const { lang } = request.query as { readonly lang?: string };
  const language = pageLanguage(lang, request.headers.cookie);
  void sendPage(
    reply.code(status).headers({ 'Cache-Control': 'no-store' }),
    errorPage({
      language,
      url: request.url,
      title: titleOf(code, language),
      detail: translate(detail, language),
      person,
    }),
  );
};
