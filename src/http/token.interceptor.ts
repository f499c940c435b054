import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, mergeMap, switchMap, type Observable } from 'rxjs';
import { Freshness } from './freshness.js';
import { RouteRequirements } from './route.js';

/**
 * Delays a read until the views contain the write that `Ledger-Min-Token` names. Sets `Ledger-Token` to the position of the
 * views: a client that follows the changes after this token misses none. Says `projection: behind` in the answer to a change that is
 * recorded and that the views do not have: this one place says it for every route that records.
 */
@Injectable()
export class TokenInterceptor implements NestInterceptor {
  constructor(
    private readonly freshness: Freshness,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const requirements = this.reflector.get(RouteRequirements, context.getHandler());
    const http = context.switchToHttp();
    if (requirements?.actor)
      return next
        .handle()
        .pipe(mergeMap((answer: Answer | undefined) => this.written(answer, http.getResponse())));
    if (!requirements?.token) return next.handle();
    return defer(async () => {
      await this.freshness.waitForViews(http.getRequest<FastifyRequest>());
      http.getResponse<FastifyReply>().header('Ledger-Token', await this.freshness.viewsToken());
    }).pipe(switchMap(() => next.handle()));
  }

  private async written(
    answer: Answer | undefined,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    return (await this.freshness.isInViews(reply, answer?.budget))
      ? answer
      : { ...answer, projection: 'behind' };
  }
}

/** What a change is answered with: most are of one budget. */
interface Answer {
  readonly budget?: string;
  readonly projection?: 'behind';
}
