import { Module, type DynamicModule } from '@nestjs/common';
import { FindingsOfHandler } from './findings.query.js';
import { ResolveFindingHandler } from './resolve-finding.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class FindingsModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: FindingsModule,
      imports: [ledger],
      providers: [FindingsOfHandler, ResolveFindingHandler],
    };
  }
}
