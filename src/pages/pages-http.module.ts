import { Module, type DynamicModule } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';
import { VerificationController } from './audit/verification.controller.js';
import { PagesController } from './pages.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { TableFileController } from './table-file.controller.js';

/** The pages for people. `http` is an `HttpModule`. */
@Module({})
export class PagesHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: PagesHttpModule,
      imports: [http],
      controllers: [
        PagesController,
        VerificationController,
        SignInController,
        AssetsController,
        TableFileController,
      ],
    };
  }
}
