import type { ServerResponse } from 'node:http';

/** What may lie in the buffers of one client before it has to read on. */
export const CLIENT_BYTES_MAX = 256 * 1024;
/** A client that reads nothing for so long is cut: it comes back with the last id that it saw. */
export const CLIENT_STALLED_MS_MAX = 30_000;

/** One client's connection, written at the pace at which the client reads. */
export class ResponseWriter {
  constructor(
    private readonly response: ServerResponse,
    private readonly stalledMs = CLIENT_STALLED_MS_MAX,
  ) {}

  /** Nothing waits in the buffers. */
  get idle(): boolean {
    return this.response.writableLength === 0 && !this.response.destroyed;
  }

  /** Resolves when the client may be sent more. Cuts a client that does not read. */
  async write(text: string): Promise<void> {
    const { response } = this;
    if (text === '' || response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > CLIENT_BYTES_MAX && !(await this.drained())) this.cut();
  }

  end(): void {
    if (!this.response.destroyed) this.response.end();
  }

  /** The client sees that something is missing. */
  cut(): void {
    this.response.destroy();
  }

  private drained(): Promise<boolean> {
    const { response } = this;
    return new Promise((resolve) => {
      const done = (drained: boolean) => () => {
        clearTimeout(timer);
        response.off('drain', onDrain).off('close', onClose);
        resolve(drained);
      };
      const onDrain = done(true);
      const onClose = done(true);
      const timer = setTimeout(done(false), this.stalledMs);
      response.once('drain', onDrain).once('close', onClose);
    });
  }
}
