import { Module, type DynamicModule } from '@nestjs/common';
import { AsyncApiController } from './asyncapi.controller.js';
import { ChangesController } from './changes.controller.js';
import { NamesInLog } from './names-in-log.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class ChangesHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: ChangesHttpModule,
      imports: [http],
      controllers: [ChangesController, AsyncApiController],
      providers: [NamesInLog],
    };
  }
}
