import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** The streams that are open: they never end by themselves, so that a service that stops has to end them. */
@Injectable()
export class Streams implements BeforeApplicationShutdown {
  private readonly open = new Map<AbortController, Promise<unknown>>();
  private closing = false;

  get count(): number {
    return this.open.size;
  }

  /** Runs until the work is over; the signal says when it has to be. */
  async run(work: (signal: AbortSignal, end: () => void) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const end = (): void => controller.abort();
    if (this.closing) end();
    const running = work(controller.signal, end);
    this.open.set(
      controller,
      running.catch(() => undefined),
    );
    try {
      await running;
    } finally {
      this.open.delete(controller);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    for (const controller of this.open.keys()) controller.abort();
    await Promise.all(this.open.values());
  }
}
