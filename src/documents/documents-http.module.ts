import { Module, type DynamicModule } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class DocumentsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return { module: DocumentsHttpModule, imports: [http], controllers: [DocumentsController] };
  }
}
