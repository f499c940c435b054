import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SettleTransfers } from './settle-transfers.js';
import { SettleYearOverYear } from './settle-year-over-year.js';

/** How long what another process left half done stays so while a service runs. */
const HEAL_EVERY_MS = 60_000;

export type HealingLogger = (error: unknown, what: string) => void;

/**
 * Completes what a crash left undone: the receiving side of a transfer, and changes from year to year. What fails is told
 * and tried again the next time; it ends nothing.
 */
@Injectable()
export class Healing implements BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly transfers: SettleTransfers,
    private readonly yearOverYear: SettleYearOverYear,
  ) {}

  async once(logger: HealingLogger): Promise<void> {
    for (const [what, settle] of [
      ['year over year', this.yearOverYear],
      ['transfers', this.transfers],
    ] as const)
      try {
        await settle.all();
      } catch (error) {
        logger(error, what);
      }
  }

  /** Heals now and from time to time, one run after the other, until the process ends. */
  start(logger: HealingLogger, everyMs = HEAL_EVERY_MS): void {
    if (this.stopped) return;
    this.running = this.once(logger).then(() => {
      if (this.stopped) return;
      this.timer = setTimeout(() => this.start(logger, everyMs), everyMs);
      this.timer.unref();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }
}
