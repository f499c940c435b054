import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** An answer as JSON: the same bytes that the command line prints with --json. */
const asJson = (answer: unknown): string => `${JSON.stringify(answer)}\n`;

/** Sends objects as {@link asJson}. Text and bytes are sent as they are, with the type that their route has set. */
@Injectable()
export class JsonAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || Buffer.isBuffer(answer)) return answer;
        context.switchToHttp().getResponse<FastifyReply>().type('application/json; charset=utf-8');
        return asJson(answer);
      }),
    );
  }
}
