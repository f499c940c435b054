import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { EventLog } from '../log/event-log.js';
import { projections } from '../../projections/index.js';
import { Views, type ViewsLogger } from '../views/views-database.js';
import { Projector } from './projector.js';

/** The projector. The service starts it; it stops before the views and the log are closed. */
@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  constructor(private readonly projector: Projector) {}

  /** `log` and `views` are the modules that export {@link EventLog} and {@link Views}. */
  static register(log: DynamicModule, views: DynamicModule, logger: ViewsLogger): DynamicModule {
    return {
      module: ProjectorModule,
      imports: [log, views],
      providers: [
        {
          provide: Projector,
          inject: [EventLog, Views],
          useFactory: (events: EventLog, database: Views) =>
            new Projector(events, database, projections, { logger }),
        },
      ],
      exports: [Projector],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
  }
}
