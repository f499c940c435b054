import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { asJson, holdsSentences } from '../text/translate.js';
import { preferred } from './media-types.js';
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
        const request = http.getRequest<FastifyRequest>();
        refuseUnacceptable(request);
        const language = languageOf(request);
        const json = asJson(answer, language);
        if (holdsSentences(json)) noteLanguage(reply, language);
        reply.type('application/json; charset=utf-8');
        return json;
      }),
    );
  }
}

/** Of a change the answer is sent whatever `Accept` takes: it is recorded. `format` is asked for more plainly than `Accept`. */
const refuseUnacceptable = ({ method, headers, query }: FastifyRequest): void => {
  if (method === 'GET' && !Object.hasOwn(query as object, 'format'))
    preferred(headers.accept, ['json']);
};
