import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, switchMap, type Observable } from 'rxjs';
import { Freshness } from './freshness.js';
import { RouteRequirements } from './route.js';

/**
 * Delays a read until the views contain the write that `Ledger-Min-Token` names. Sets `Ledger-Token` to the position of the
 * views: a client that follows the changes after this token misses none.
 */
@Injectable()
export class TokenInterceptor implements NestInterceptor {
  constructor(
    private readonly freshness: Freshness,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.reflector.get(RouteRequirements, context.getHandler())?.token) return next.handle();
    const http = context.switchToHttp();
    const token = http.getRequest<FastifyRequest>().headers['ledger-min-token'];
    return defer(async () => {
      await this.freshness.waitForViews(token === undefined ? undefined : String(token));
      http.getResponse<FastifyReply>().header('Ledger-Token', await this.freshness.viewsToken());
    }).pipe(switchMap(() => next.handle()));
  }
}
