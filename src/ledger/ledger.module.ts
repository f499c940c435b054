import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Config } from '../config/config.js';
import { LogModule } from '../log/log.module.js';
import { ProjectorModule } from '../projector/projector.module.js';
import { ProofModule } from '../proof/proof.module.js';
import type { ViewsLogger } from '../views/views-database.js';
import { ViewsModule } from '../views/views.module.js';
import { AgenciesInLog } from './agencies-in-log.js';
import { DocumentFiles } from './files/document-files.js';
import { documentFilesAt } from './files/open-document-files.js';
import { KeptDocuments } from './kept-documents.js';
import { Recovery } from './recovery.js';
import { PolicyFile } from './policy-file.js';
import { PolicyRecord } from './policy-record.js';
import { Recorder } from './recorder.js';
import { SettleTransfers } from './settle-transfers.js';
import { SettleYearOverYear } from './settle-year-over-year.js';

/** What every slice needs: the stores, the projector, the recorder, and the buses of commands and queries. */
@Module({})
export class LedgerModule {
  /**
   * One ledger. The modules that import the result share its stores, so call it once and pass the result on. `logger` gets
   * messages about what the ledger does by itself, such as a rebuild of its views.
   */
  static forRoot(config: Config, logger: ViewsLogger = () => {}): DynamicModule {
    const log = LogModule.forRoot(config.log, logger);
    const views = ViewsModule.forRoot(config.views, logger);
    const projector = ProjectorModule.register(log, views, logger, config);
    const proof = ProofModule.register(log, config.log, config.proof, logger);
    const providers = [
      { provide: Config, useValue: config },
      { provide: DocumentFiles, useFactory: () => documentFilesAt(config.documents) },
      {
        provide: KeptDocuments,
        useFactory: (files: DocumentFiles) =>
          new KeptDocuments(config.documents === null ? null : files),
        inject: [DocumentFiles],
      },
      { provide: PolicyFile, useFactory: () => new PolicyFile(config.policy, logger) },
      Recorder,
      PolicyRecord,
      AgenciesInLog,
      SettleYearOverYear,
      SettleTransfers,
      Recovery,
    ];
    return {
      module: LedgerModule,
      imports: [CqrsModule, log, views, projector, proof],
      providers,
      exports: [
        CqrsModule,
        log,
        views,
        projector,
        proof,
        ...providers.map((each) => ('provide' in each ? each.provide : each)),
      ],
    };
  }
}
