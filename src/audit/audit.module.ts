import { Module, type DynamicModule } from '@nestjs/common';
import {
  AuditChangesHandler,
  CountAuditChangesHandler,
  NewestAuditChangeHandler,
} from './audit-changes.query.js';
import { AuditExceptionsHandler } from './audit-exceptions.query.js';
import { BundleOfHandler } from './bundle.query.js';
import { ConsistencyOfHandler } from './consistency.query.js';
import { ProofOfEventHandler } from './event-proof.query.js';
import { SumsInTransitHandler, TransfersInTransitHandler } from './in-transit.query.js';
import { ShownPositionHandler } from './shown-position.query.js';
import { VerifyLogHandler } from './verify-log.query.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class AuditModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: AuditModule,
      imports: [ledger],
      providers: [
        AuditChangesHandler,
        CountAuditChangesHandler,
        NewestAuditChangeHandler,
        AuditExceptionsHandler,
        BundleOfHandler,
        ConsistencyOfHandler,
        ProofOfEventHandler,
        ShownPositionHandler,
        SumsInTransitHandler,
        TransfersInTransitHandler,
        VerifyLogHandler,
      ],
    };
  }
}
