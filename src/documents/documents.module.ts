import { Module, type DynamicModule } from '@nestjs/common';
import { ContentOfDocumentHandler } from './document-content.query.js';
import { ListDocumentsHandler } from './list-documents.query.js';
import { ShowDocumentHandler } from './show-document.query.js';

/** The queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class DocumentsModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: DocumentsModule,
      imports: [ledger],
      providers: [ListDocumentsHandler, ShowDocumentHandler, ContentOfDocumentHandler],
    };
  }
}
