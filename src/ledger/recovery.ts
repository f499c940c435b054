import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { pause } from '../concurrency/pause.js';
import { SettleTransfers } from './settle-transfers.js';
import { SettleYearOverYear } from './settle-year-over-year.js';

/** How often a running service completes work that another process left incomplete. */
const RECOVER_EVERY_MS = 60_000;

/** Reports a failed step: its error and its name. */
export type RecoveryLogger = (error: unknown, step: string) => void;

/**
 * Completes the work that a crash interrupted: the receiving side of transfers, and changes from year to year. A step that
 * fails is reported and tried again in the next run.
 */
@Injectable()
export class Recovery implements BeforeApplicationShutdown {
  private running: Promise<void> = Promise.resolve();
  private readonly stopped = new AbortController();

  constructor(
    private readonly transfers: SettleTransfers,
    private readonly yearOverYear: SettleYearOverYear,
  ) {}

  async run(logger: RecoveryLogger): Promise<void> {
    for (const [step, settle] of [
      ['year over year', this.yearOverYear],
      ['transfers', this.transfers],
    ] as const)
      try {
        await settle.all();
      } catch (error) {
        logger(error, step);
      }
  }

  /** Runs now and repeatedly, one run after the other, until the application shuts down. */
  start(logger: RecoveryLogger, everyMs = RECOVER_EVERY_MS): void {
    this.running = this.repeat(logger, everyMs);
  }

  private async repeat(logger: RecoveryLogger, everyMs: number): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.run(logger);
      await pause(everyMs, signal);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }
}
