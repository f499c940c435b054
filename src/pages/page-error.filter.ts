import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { titleOf } from '../domain/refusal-titles.js';
import { Refusal } from '../domain/errors.js';
import { PinoLogger } from '../http/pino-logger.js';
import { problem, problemOf } from '../http/problem.js';
import { errorPage } from './error-page.js';
import { translate } from '../text/translate.js';
import { languageOf } from './frame/language.js';
import { sendPage } from './send-page.js';

/** Answers an error on a page with a page: the sentence of the problem, and what to do. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  constructor(@Inject(PinoLogger) private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (!(error instanceof Refusal))
      this.logger.pino.error(
        { err: error, request: request.id, path: request.url.split('?', 1)[0] },
        'a page failed',
      );
    const { status, code, detail } =
      error instanceof Refusal
        ? problemOf(error)
        : problem(
            'internal',
            `The service failed on this page. The cause is in its log under ${request.id}.`,
          );
    const { lang } = request.query as { readonly lang?: string };
    const language = languageOf(lang, request.headers.cookie);
    void sendPage(
      reply.code(status),
      errorPage({
        language,
        url: request.url,
        title: titleOf(code, language),
        detail: translate(detail, language),
      }),
    );
  }
}
