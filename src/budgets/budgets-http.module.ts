import { Module, type DynamicModule } from '@nestjs/common';
import { BudgetsController } from './budgets.controller.js';
import { DocumentController } from './document/document.controller.js';
import { LinesController } from './lines/lines.controller.js';
import { LinksController } from './lines/links.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { TotalsController } from './totals/totals.controller.js';
import { SearchController } from './search/search.controller.js';
import { TablesController } from './tables/tables.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class BudgetsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: BudgetsHttpModule,
      imports: [http],
      controllers: [
        BudgetsController,
        LinesController,
        LinksController,
        TablesController,
        DocumentController,
        ReportsController,
        TotalsController,
        SearchController,
      ],
    };
  }
}
