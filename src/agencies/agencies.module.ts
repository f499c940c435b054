import { Module, type DynamicModule } from '@nestjs/common';
import { ListAgenciesHandler } from './list-agencies.query.js';
import { RenameAgencyHandler } from './rename-agency.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class AgenciesModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: AgenciesModule,
      imports: [ledger],
      providers: [ListAgenciesHandler, RenameAgencyHandler],
    };
  }
}
