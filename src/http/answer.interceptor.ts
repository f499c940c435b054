import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** An answer as JSON text: the bytes that the command line prints for the same question. */
export const asJson = (answer: unknown): string => `${JSON.stringify(answer)}\n`;

/** Objects leave as {@link asJson}; what is text or bytes already has its own type. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
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
