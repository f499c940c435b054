import { Module, type DynamicModule } from '@nestjs/common';
import { AgenciesController } from './agencies.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class AgenciesHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: AgenciesHttpModule,
      imports: [http],
      controllers: [AgenciesController],
    };
  }
}
