import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { EventLog } from './event-log.js';
import { openLog } from './open-log.js';

/** The event log, open from the start of the application to its end. */
@Module({})
export class LogModule implements OnApplicationShutdown {
  constructor(private readonly log: EventLog) {}

  static forRoot(engine: Config['log'], logger: (message: string) => void): DynamicModule {
    return {
      module: LogModule,
      providers: [{ provide: EventLog, useFactory: () => openLog(engine, { logger }) }],
      exports: [EventLog],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}
