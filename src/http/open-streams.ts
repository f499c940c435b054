import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

/** The open streams of changes. They never end by themselves: a service that shuts down ends them. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  /** How many were ended because their reader did not read. */
  cut = 0;

  private readonly open = new Map<AbortController, Open>();
  private closing = false;

  get count(): number {
    return this.open.size;
  }

  /** The bytes that wait in this process because readers are slower than the log. */
  get bufferedBytes(): number {
    let bytes = 0;
    for (const { response } of this.open.values()) bytes += response.writableLength;
    return bytes;
  }

  /** Runs the work of one stream to its end; the signal tells it to end now. */
  async run(
    response: ServerResponse,
    work: (signal: AbortSignal, end: () => void) => Promise<void>,
  ): Promise<void> {
    const controller = new AbortController();
    const end = (): void => controller.abort();
    if (this.closing) end();
    const running = work(controller.signal, end);
    this.open.set(controller, { response, ended: running.catch(() => undefined) });
    try {
      await running;
    } finally {
      this.open.delete(controller);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    for (const controller of this.open.keys()) controller.abort();
    await Promise.all([...this.open.values()].map(({ ended }) => ended));
  }
}

interface Open {
  readonly response: ServerResponse;
  readonly ended: Promise<void>;
}
