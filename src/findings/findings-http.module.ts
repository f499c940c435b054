import { Module, type DynamicModule } from '@nestjs/common';
import { FindingsController } from './findings.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class FindingsHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return { module: FindingsHttpModule, imports: [http], controllers: [FindingsController] };
  }
}
