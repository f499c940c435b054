import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { projections } from '../../projections/index.js';
import { ChangeBudgetHandler, TryChangeHandler } from '../amendments/change-budget.js';
import { ListAmendmentsHandler } from '../amendments/list-amendments.query.js';
import { TransfersInTransitHandler } from '../audit/in-transit.query.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { SettleTransfers } from '../ledger/settle-transfers.js';
import { AuditChangesHandler } from '../audit/audit-changes.query.js';
import { AuditExceptionsHandler } from '../audit/audit-exceptions.query.js';
import { BridgeOfHandler } from '../budgets/reports/bridge.query.js';
import { DeltasOfHandler } from '../budgets/reports/deltas.query.js';
import { DocumentOfHandler } from '../budgets/document/document.query.js';
import { EnterLinesHandler } from '../budgets/lines/enter-lines.js';
import { FindingsOfHandler } from '../findings/findings.query.js';
import { LinesOfHandler } from '../budgets/lines/lines.query.js';
import { ListBudgetsHandler } from '../budgets/list-budgets.query.js';
import { OpenBudgetHandler } from '../budgets/open-budget.js';
import { RenameAgencyHandler } from '../agencies/rename-agency.js';
import { ResolveFindingHandler } from '../findings/resolve-finding.js';
import { TableOfHandler } from '../budgets/tables/table.query.js';
import { TrailOfHandler } from '../budgets/reports/trail.query.js';
import { Config } from '../config/config.js';
import { ImportDocumentHandler } from '../imports/import-document.js';
import { Healing } from '../ledger/healing.js';
import { RecordHandler } from '../ledger/record.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import { openLog } from '../log/open-log.js';
import { Projector } from '../projector/projector.js';
import { openViews } from '../views/open-views.js';
import { Views, type ViewsLogger } from '../views/views-database.js';

/** The ledger without HTTP: the stores, the projector, and every command and query. The CLI runs on it as it is. */
@Module({})
export class LedgerModule implements OnApplicationShutdown {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projector: Projector,
  ) {}

  /** `logger` is told in one sentence of what happens without being asked for, such as views that had to be rebuilt. */
  static of(config: Config, logger: ViewsLogger = () => {}): DynamicModule {
    const exported = [
      { provide: Config, useValue: config },
      { provide: EventLog, useFactory: () => openLog(config.log, { logger }) },
      { provide: Views, useFactory: () => openViews(config.views, logger) },
      {
        provide: Projector,
        inject: [EventLog, Views],
        useFactory: (log: EventLog, views: Views) =>
          new Projector(log, views, projections, { logger }),
      },
      SettleYearOverYear,
      SettleTransfers,
      Healing,
    ];
    return {
      module: LedgerModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        ...exported,
        { provide: PolicyFile, useFactory: () => new PolicyFile(config.policy) },
        RecordHandler,
        ChangeBudgetHandler,
        TryChangeHandler,
        ListAmendmentsHandler,
        TransfersInTransitHandler,
        AuditChangesHandler,
        AuditExceptionsHandler,
        ImportDocumentHandler,
        OpenBudgetHandler,
        EnterLinesHandler,
        ListBudgetsHandler,
        TableOfHandler,
        DocumentOfHandler,
        LinesOfHandler,
        DeltasOfHandler,
        BridgeOfHandler,
        TrailOfHandler,
        FindingsOfHandler,
        ResolveFindingHandler,
        RenameAgencyHandler,
      ],
      exports: [...exported.map((each) => ('provide' in each ? each.provide : each)), CqrsModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
    await this.views.close();
    await this.log.close();
  }
}
