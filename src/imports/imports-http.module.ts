import { Module, type DynamicModule } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { PreviewedImports } from './previewed-imports.js';
import { Previews } from './previews.js';
import { PreviewedTablesOfHandler } from './previewed-tables.query.js';
import { PrintedLinesOfHandler } from './printed-lines.query.js';
import { ReadingPool } from './reading-pool.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class ImportsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: ImportsHttpModule,
      imports: [http],
      providers: [
        { provide: ReadingPool, useFactory: () => new ReadingPool() },
        Previews,
        PreviewedImports,
        PrintedLinesOfHandler,
        PreviewedTablesOfHandler,
      ],
      controllers: [ImportsController],
    };
  }
}
