import { Module, type DynamicModule } from '@nestjs/common';
import { ChangesOfBudgetController } from './changes-of-budget.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class AmendmentsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: AmendmentsHttpModule,
      imports: [http],
      controllers: [ChangesOfBudgetController],
    };
  }
}
