import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, switchMap, type Observable } from 'rxjs';
import { Freshness } from './freshness.js';

/**
 * A read waits for the views to know what its caller has seen (`Ledger-Min-Token`), and says how far they had come
 * (`Ledger-Token`): a snapshot and the changes after it are complete.
 */
@Injectable()
export class FreshnessInterceptor implements NestInterceptor {
  constructor(private readonly freshness: Freshness) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { method, url, headers } = http.getRequest<FastifyRequest>();
    if (method === 'POST' || !url.startsWith('/v1/')) return next.handle();
    const token = headers['ledger-min-token'];
    return defer(async () => {
      await this.freshness.readable(token === undefined ? undefined : String(token));
      http.getResponse<FastifyReply>().header('Ledger-Token', await this.freshness.standing());
    }).pipe(switchMap(() => next.handle()));
  }
}
