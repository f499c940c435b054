import { Module, type DynamicModule } from '@nestjs/common';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { AmendmentsModule } from '../amendments/amendments.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BudgetsModule } from '../budgets/budgets.module.js';
import type { Config } from '../config/config.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { FindingsModule } from '../findings/findings.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import type { ViewsLogger } from '../views/views-database.js';

/** A ledger with every command and query, and no HTTP: what the command line runs on. */
@Module({})
export class CoreModule {
  static forRoot(config: Config, logger?: ViewsLogger): DynamicModule {
    return CoreModule.register(LedgerModule.forRoot(config, logger));
  }

  static register(ledger: DynamicModule): DynamicModule {
    const slices = [
      BudgetsModule,
      FindingsModule,
      AgenciesModule,
      AmendmentsModule,
      ImportsModule,
      DocumentsModule,
      AuditModule,
    ];
    return { module: CoreModule, imports: slices.map((slice) => slice.register(ledger)) };
  }
}
