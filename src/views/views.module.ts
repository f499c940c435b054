import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { openViews } from './open-views.js';
import { Views, type ViewsLogger } from './views-database.js';

/** The database of the views, open from the start of the application to its end. */
@Module({})
export class ViewsModule implements OnApplicationShutdown {
  constructor(private readonly views: Views) {}

  static forRoot(engine: Config['views'], logger: ViewsLogger): DynamicModule {
    return {
      module: ViewsModule,
      providers: [{ provide: Views, useFactory: () => openViews(engine, logger) }],
      exports: [Views],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.views.close();
  }
}
