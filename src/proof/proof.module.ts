import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { ProofSettings } from '../config/config.js';
import { EventLog } from '../log/event-log.js';
import type { LogPlace } from '../log/open-log.js';
import { Prover } from './prover.js';
import { PeriodicCheckpoints } from './periodic-checkpoints.js';

/** The tree over the events of the log. The service signs it periodically; a command signs it when it has changed the ledger. */
@Module({})
export class ProofModule implements OnApplicationShutdown {
  constructor(
    private readonly prover: Prover,
    private readonly periodic: PeriodicCheckpoints,
  ) {}

  /** `log` is the module that exports {@link EventLog}, which is at `place`. */
  static register(
    log: DynamicModule,
    place: LogPlace,
    settings: ProofSettings,
    logger: (message: string, error?: unknown) => void,
  ): DynamicModule {
    return {
      module: ProofModule,
      imports: [log],
      providers: [
        {
          provide: Prover,
          inject: [EventLog],
          useFactory: (events: EventLog) => new Prover(events, settings, logger),
        },
        {
          provide: PeriodicCheckpoints,
          inject: [Prover],
          useFactory: (prover: Prover) =>
            new PeriodicCheckpoints(prover, logger, { place, settings }),
        },
      ],
      exports: [Prover, PeriodicCheckpoints],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.periodic.end();
    this.prover.close();
  }
}
