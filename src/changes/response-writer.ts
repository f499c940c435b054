import type { ServerResponse } from 'node:http';
import { pause } from '../concurrency/pause.js';

/** The number of bytes that may be buffered for a client that does not read. */
export const CLIENT_BYTES_MAX = 256 * 1024;
/** A client that reads nothing for this long, in ms, is disconnected. It can reconnect with the last id that it saw. */
const CLIENT_STALLED_MS_MAX = 30_000;

/** Writes a streamed response at the pace at which the client reads. */
export class ResponseWriter {
  constructor(
    private readonly response: ServerResponse,
    private readonly stalledMs = CLIENT_STALLED_MS_MAX,
  ) {}

  /** Whether nothing is buffered. */
  get idle(): boolean {
    return this.response.writableLength === 0 && !this.response.destroyed;
  }

  /** Resolves when more can be written. Disconnects a client that does not read. */
  async write(text: string): Promise<void> {
    const { response } = this;
    if (text === '' || response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > CLIENT_BYTES_MAX && !(await this.drained())) this.cut();
  }

  end(): void {
    if (!this.response.destroyed) this.response.end();
  }

  /** Closes the connection without ending the response, so that the client knows that it is incomplete. */
  cut(): void {
    this.response.destroy();
  }

  private async drained(): Promise<boolean> {
    const { response } = this;
    const ready = new AbortController();
    const onReady = () => ready.abort();
    response.once('drain', onReady).once('close', onReady);
    await pause(this.stalledMs, ready.signal);
    response.off('drain', onReady).off('close', onReady);
    return ready.signal.aborted;
  }
}
