import { Module, type DynamicModule } from '@nestjs/common';
import { AllAmendmentsController } from './all-amendments.controller.js';
import { AmendmentsController } from './amendments.controller.js';
import { BudgetChanges } from './budget-changes.js';
import { ApproveBudgetController } from './approve-budget.controller.js';
import { CloseYearController } from './close-year.controller.js';
import { CorrectionsController } from './corrections.controller.js';
import { ExecutionsController } from './executions.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class AmendmentsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: AmendmentsHttpModule,
      imports: [http],
      providers: [BudgetChanges],
      controllers: [
        AmendmentsController,
        AllAmendmentsController,
        CorrectionsController,
        ExecutionsController,
        ApproveBudgetController,
        CloseYearController,
      ],
    };
  }
}
