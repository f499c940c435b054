import { Module, type DynamicModule } from '@nestjs/common';
import { ChangeBudgetHandler } from './change-budget.js';
import { FindCircumstances } from './circumstances.js';
import { ListAmendmentsHandler } from './list-amendments.query.js';
import { PreviewChangeHandler } from './preview-change.query.js';
import { OtherHalfOfHandler, ShowAmendmentHandler } from './show-amendment.query.js';

/** The commands and queries of the slice. `ledger` is a `LedgerModule`. */
@Module({})
export class AmendmentsModule {
  static register(ledger: DynamicModule): DynamicModule {
    return {
      module: AmendmentsModule,
      imports: [ledger],
      providers: [
        FindCircumstances,
        ChangeBudgetHandler,
        PreviewChangeHandler,
        ListAmendmentsHandler,
        OtherHalfOfHandler,
        ShowAmendmentHandler,
      ],
    };
  }
}
