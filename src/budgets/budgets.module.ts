import { Module, type DynamicModule } from '@nestjs/common';
import { DocumentOfHandler } from './document/document.query.js';
import { TableAsFileHandler } from './document/table-as-file.query.js';
import { EnterLinesHandler } from './lines/enter-lines.js';
import { LinkLineHandler } from './lines/link-line.js';
import { LinesOfHandler } from './lines/lines.query.js';
import { LinksOfHandler } from './lines/links.query.js';
import { ListBudgetsHandler } from './list-budgets.query.js';
import { OverviewOfHandler } from './overview.query.js';
import { NamesOfBudgetsHandler } from './names-of-budgets.query.js';
import { ShowBudgetHandler } from './show-budget.query.js';
import { StandingOfHandler } from './standing.query.js';
import { OpenBudgetHandler } from './open-budget.js';
import { BridgeOfHandler } from './reports/bridge.query.js';
import { CorrectableAmountsHandler } from './reports/correctable.query.js';
import { ExecutionsOfHandler } from './reports/executions.query.js';
import { DeltasOfHandler } from './reports/deltas.query.js';
import { MomentsOfHandler } from './reports/moments.query.js';
import { StatedPlacesHandler } from './reports/stated-places.query.js';
import { TrailOfHandler } from './reports/trail.query.js';
import { FiscalYearsHandler } from './totals/fiscal-years.query.js';
import { TotalsOfHandler } from './totals/totals.query.js';
import { SearchForHandler } from './search/search.query.js';
import { CellOfHandler } from './tables/cell.query.js';
import { FurtherTablesOfHandler } from './tables/further-tables.query.js';
import { RowsOfClaimsHandler } from './tables/rows-of-claims.query.js';
import { TableOfHandler } from './tables/table.query.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class BudgetsModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: BudgetsModule,
      imports: [ledger],
      providers: [
        ListBudgetsHandler,
        NamesOfBudgetsHandler,
        ShowBudgetHandler,
        StandingOfHandler,
        OverviewOfHandler,
        OpenBudgetHandler,
        EnterLinesHandler,
        LinesOfHandler,
        LinkLineHandler,
        LinksOfHandler,
        TableOfHandler,
        FurtherTablesOfHandler,
        CellOfHandler,
        RowsOfClaimsHandler,
        DocumentOfHandler,
        TableAsFileHandler,
        DeltasOfHandler,
        StatedPlacesHandler,
        BridgeOfHandler,
        ExecutionsOfHandler,
        TrailOfHandler,
        MomentsOfHandler,
        CorrectableAmountsHandler,
        TotalsOfHandler,
        FiscalYearsHandler,
        SearchForHandler,
      ],
    };
  }
}
