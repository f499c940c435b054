import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ChangesOfBudgetController } from '../amendments/changes-of-budget.controller.js';
import { AuditController } from '../audit/audit.controller.js';
import { AgenciesController } from '../agencies/agencies.controller.js';
import { BudgetsController } from '../budgets/budgets.controller.js';
import { LinesController } from '../budgets/lines/lines.controller.js';
import { ReportsController } from '../budgets/reports/reports.controller.js';
import { DocumentController } from '../budgets/document/document.controller.js';
import { TablesController } from '../budgets/tables/tables.controller.js';
import { ChangesController } from '../changes/changes.controller.js';
import { Streams } from '../http/streams.js';
import type { Config } from '../config/config.js';
import { ActorGuard } from '../http/actor.guard.js';
import { AnswerInterceptor } from '../http/answer.interceptor.js';
import { Freshness } from '../http/freshness.js';
import { FreshnessInterceptor } from '../http/freshness.interceptor.js';
import { HealthController } from '../http/health.controller.js';
import { Metrics } from '../http/metrics.js';
import type { PinoLogger } from '../http/pino-logger.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { Routes } from '../http/routes.js';
import { ValidationPipe } from '../http/validation.pipe.js';
import { Examiner } from '../imports/examiner.js';
import { ImportsController } from '../imports/imports.controller.js';
import { Previews } from '../imports/previews.js';
import { LedgerModule } from './ledger.module.js';

/** The service: the ledger with its HTTP side. */
@Module({})
export class AppModule {
  static of(config: Config, logger: PinoLogger, routes: Routes): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LedgerModule.of(config, (sentence, error) =>
          error === undefined ? logger.warn(sentence) : logger.pino.warn({ err: error }, sentence),
        ),
      ],
      controllers: [
        BudgetsController,
        LinesController,
        ChangesOfBudgetController,
        AgenciesController,
        TablesController,
        DocumentController,
        ReportsController,
        ImportsController,
        ChangesController,
        AuditController,
        HealthController,
      ],
      providers: [
        Streams,
        { provide: Examiner, useFactory: () => new Examiner() },
        Previews,
        Freshness,
        Metrics,
        { provide: APP_GUARD, useClass: ActorGuard },
        { provide: APP_INTERCEPTOR, useClass: FreshnessInterceptor },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_PIPE, useClass: ValidationPipe },
        {
          provide: APP_FILTER,
          useFactory: () =>
            new ProblemFilter(routes, (error, { id, url }) =>
              logger.pino.error({ err: error, request: id, url }, 'a request failed here'),
            ),
        },
      ],
    };
  }
}
