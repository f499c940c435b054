import { Module, type DynamicModule } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { ProofController } from './proof.controller.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class AuditHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: AuditHttpModule,
      imports: [http],
      controllers: [AuditController, ProofController],
    };
  }
}
