import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { EventLog } from '../log/event-log.js';
import type { Config } from '../config/config.js';
import { verifyEvents } from '../proof/verify-events.js';
import { projections } from '../../projections/index.js';
import { Views, type ViewsLogger } from '../views/views-database.js';
import { Projector } from './projector.js';

/** The projector. The service starts it; it stops before the views and the log are closed. */
@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  constructor(private readonly projector: Projector) {}

  /** `log` and `views` are the modules that export {@link EventLog} and {@link Views}. */
  static register(
    log: DynamicModule,
    views: DynamicModule,
    logger: ViewsLogger,
    config: Pick<Config, 'log' | 'proof'>,
  ): DynamicModule {
    return {
      module: ProjectorModule,
      imports: [log, views],
      providers: [
        {
          provide: Projector,
          inject: [EventLog, Views],
          useFactory: (events: EventLog, database: Views) =>
            new Projector(events, database, projections, {
              logger,
              verify: () => changedSince(events, config),
            }),
        },
      ],
      exports: [Projector],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
  }
}

/** What shows that a log was changed since it was proved; null where nothing does, or no proof is kept. */
const changedSince = async (
  log: EventLog,
  config: Pick<Config, 'log' | 'proof'>,
): Promise<string | null> => {
  if (config.proof.folder === null || (await log.head()) === 0n) return null;
  return (await verifyEvents(log, config)).proof?.problems[0] ?? null;
};
