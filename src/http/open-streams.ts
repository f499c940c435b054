import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** The open streams of changes. They never end by themselves: a service that shuts down ends them. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  private readonly open = new Map<AbortController, Promise<unknown>>();
  private closing = false;

  get count(): number {
    return this.open.size;
  }

  /** Runs the work of one stream to its end; the signal tells it to end now. */
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
