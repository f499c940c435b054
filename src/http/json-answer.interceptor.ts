import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { asJson, holdsSentences } from '../text/translate.js';
import { languageOf, noteLanguage } from './transfer/language.js';

/** Sends objects as JSON, the same bytes that the command line prints with --json in that language. Text and bytes are sent as they are, with the type that their route has set. */
@Injectable()
export class JsonAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || Buffer.isBuffer(answer)) return answer;
        const http = context.switchToHttp();
        const reply = http.getResponse<FastifyReply>();
        const language = languageOf(http.getRequest<FastifyRequest>());
        const json = asJson(answer, language);
        if (holdsSentences(json)) noteLanguage(reply, language);
        reply.type('application/json; charset=utf-8');
        return json;
      }),
    );
  }
}
