import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AgenciesHttpModule } from '../agencies/agencies-http.module.js';
import { AmendmentsHttpModule } from '../amendments/amendments-http.module.js';
import { AuditHttpModule } from '../audit/audit-http.module.js';
import { BudgetsHttpModule } from '../budgets/budgets-http.module.js';
import { ChangesHttpModule } from '../changes/changes-http.module.js';
import type { Config } from '../config/config.js';
import { DocumentsHttpModule } from '../documents/documents-http.module.js';
import { FindingsHttpModule } from '../findings/findings-http.module.js';
import { HttpModule } from '../http/http.module.js';
import { PinoLogger } from '../http/pino-logger.js';
import { ImportsHttpModule } from '../imports/imports-http.module.js';
import { PagesHttpModule } from '../pages/pages-http.module.js';
import { Recovery } from '../ledger/recovery.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PolicyRecord } from '../ledger/policy-record.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { PeriodicCheckpoints } from '../proof/periodic-checkpoints.js';
import { Prover } from '../proof/prover.js';
import { Refusal } from '../domain/errors.js';
import { Projector } from '../projector/projector.js';
import { CoreModule } from './core.module.js';

/** The service: the ledger with its HTTP interface. */
@Module({})
export class AppModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly policy: PolicyFile,
    private readonly projector: Projector,
    private readonly recovery: Recovery,
    private readonly prover: Prover,
    private readonly checkpoints: PeriodicCheckpoints,
    private readonly policyRecord: PolicyRecord,
    private readonly logger: PinoLogger,
  ) {}

  static forRoot(config: Config, logger: PinoLogger): DynamicModule {
    const ledger = LedgerModule.forRoot(config, (message, error) =>
      error === undefined ? logger.warn(message) : logger.pino.warn({ err: error }, message),
    );
    const http = HttpModule.register(ledger, logger);
    const slices = [
      BudgetsHttpModule,
      FindingsHttpModule,
      AmendmentsHttpModule,
      AgenciesHttpModule,
      ImportsHttpModule,
      DocumentsHttpModule,
      ChangesHttpModule,
      AuditHttpModule,
      PagesHttpModule,
    ];
    return {
      module: AppModule,
      imports: [CoreModule.register(ledger), http, ...slices.map((slice) => slice.register(http))],
    };
  }

  /**
   * The views follow the log, and work that a crash interrupted is completed, once the service listens. A service that
   * cannot listen ends at once, with one message.
   */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onListen', async () => {
      void this.projector.start();
      this.checkpoints.start();
      this.policyRecord.start((error) => this.logger.error(error, 'the policy is not recorded'));
      this.recovery.start((error, what) => this.logger.error(error, what));
    });
  }

  /** Reports an unusable policy, and a log that is not the one that was here, to the operator at the start, and not to everybody who records a change. */
  async onApplicationBootstrap(): Promise<void> {
    await this.policy.current();
    await this.prover.expectOwnTree().catch((error: unknown) => {
      // A server that is away is waited for.
      if (!(error instanceof Refusal && error.code === 'log-unavailable')) throw error;
    });
  }
}
