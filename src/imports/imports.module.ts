import { Module, type DynamicModule } from '@nestjs/common';
import { ImportDocumentHandler } from './import-document.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class ImportsModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: ImportsModule,
      imports: [ledger],
      providers: [ImportDocumentHandler],
    };
  }
}
