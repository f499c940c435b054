import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule, APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ActorGuard } from './actor.guard.js';
import { CallerLimits } from './access/caller-limits.js';
import { ProtectedResourceController } from './access/protected-resource.controller.js';
import { ReadRecord } from './access/read-record.js';
import { Sessions } from './access/sessions.js';
import { CheckedRoutes } from './checked-routes.js';
import { Freshness } from './freshness.js';
import { Gate } from './access/gate.js';
import { HealthController } from './health.controller.js';
import { JsonAnswerInterceptor } from './json-answer.interceptor.js';
import { KeptAnswers } from './transfer/kept-answers.js';
import { KnownRoutes } from './known-routes.js';
import { Metrics } from './metrics.js';
import { OpenStreams } from './open-streams.js';
import { PinoLogger } from './pino-logger.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestLog } from './request-log.js';
import { TokenInterceptor } from './token.interceptor.js';
import { ValidationPipe } from './validation.pipe.js';

/** What every path of the service shares: guards, validation, problems, freshness, health and metrics. */
@Module({})
export class HttpModule {
  /** `ledger` is a `LedgerModule`; the result exports it too. */
  static register(ledger: DynamicModule, logger: PinoLogger): DynamicModule {
    return {
      module: HttpModule,
      imports: [ledger, DiscoveryModule],
      controllers: [HealthController, ProtectedResourceController],
      providers: [
        { provide: PinoLogger, useValue: logger },
        KnownRoutes,
        CallerLimits,
        ReadRecord,
        Sessions,
        Gate,
        CheckedRoutes,
        RequestLog,
        OpenStreams,
        Freshness,
        KeptAnswers,
        Metrics,
        { provide: APP_GUARD, useClass: ActorGuard },
        { provide: APP_INTERCEPTOR, useClass: JsonAnswerInterceptor },
        // Within the one before: it adds to answers before they are JSON.
        { provide: APP_INTERCEPTOR, useClass: TokenInterceptor },
        { provide: APP_PIPE, useClass: ValidationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [
        ledger,
        PinoLogger,
        OpenStreams,
        Freshness,
        Gate,
        CallerLimits,
        ReadRecord,
        Sessions,
      ],
    };
  }
}
