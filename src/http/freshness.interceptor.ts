import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, switchMap, type Observable } from 'rxjs';
import { Freshness } from './freshness.js';

/** A read waits for the views to know what its caller has seen: `Ledger-Min-Token`. */
@Injectable()
export class FreshnessInterceptor implements NestInterceptor {
  constructor(@Inject(Freshness) private readonly freshness: Freshness) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const token = headers['ledger-min-token'];
    return defer(() =>
      this.freshness.readable(token === undefined ? undefined : String(token)),
    ).pipe(switchMap(() => next.handle()));
  }
}
