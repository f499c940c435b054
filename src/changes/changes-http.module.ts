import { Module, type DynamicModule } from '@nestjs/common';
import { ChangesController } from './changes.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class ChangesHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: ChangesHttpModule,
      imports: [http],
      controllers: [ChangesController],
    };
  }
}
