import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { withTimeout } from '../concurrency/with-timeout.js';

/** The number of bytes that may be buffered for a client that does not read. */
export const CLIENT_BYTES_MAX = 256 * 1024;
/**
 * A client that reads nothing for this long, in ms, gets no more, and is disconnected when it has not read what is buffered
 * after as long again.
 */
const CLIENT_STALLED_MS_MAX = 30_000;

/** The number of bytes of a text in UTF-8 for each of its UTF-16 units, at most. */
const UTF8_BYTES_MAX = 3;
/** Texts that are added are sent in chunks of about this size, in bytes. */
const CHUNK_BYTES = 64 * 1024;

/** Writes a streamed response at the pace at which the client reads. */
export class ResponseWriter {
  private chunk = Buffer.alloc(0);
  /** Chunks that were sent. */
  private readonly free: Buffer<ArrayBuffer>[] = [];
  /** How many bytes of the chunk are written. */
  private filled = 0;

  /** @param farewell the last text for a client that does not read */
  constructor(
    private readonly response: ServerResponse,
    private readonly farewell: () => string,
    private readonly stalledMs = CLIENT_STALLED_MS_MAX,
  ) {}

  /** Whether nothing is buffered. */
  get idle(): boolean {
    return this.response.writableLength === 0 && !this.response.destroyed;
  }

  /**
   * Adds a text to those that {@link flush} sends. Each is encoded by itself: a text that is composed of many takes twice as long.
   *
   * @returns whether enough was added to be sent
   */
  add(text: string): boolean {
    const most = text.length * UTF8_BYTES_MAX;
    if (most > this.chunk.length - this.filled) {
      const added = this.chunk.subarray(0, this.filled);
      const length = this.filled + Math.max(most, CHUNK_BYTES);
      const free = this.free.pop();
      this.chunk = free && free.length >= length ? free : Buffer.allocUnsafeSlow(length);
      added.copy(this.chunk);
    }
    this.filled += this.chunk.write(text, this.filled);
    return this.filled >= CHUNK_BYTES;
  }

  /** Sends what was added, as {@link write} does. */
  flush(): Promise<void> | undefined {
    if (this.filled === 0) return undefined;
    const { chunk, filled } = this;
    this.chunk = Buffer.alloc(0);
    this.filled = 0;
    // Used again once the system has copied it: memory outside the heap makes V8 collect the whole heap often.
    return this.write(chunk.subarray(0, filled), () => this.free.push(chunk));
  }

  /** Gives the memory of what was sent back: for a client that has caught up. */
  release(): void {
    this.free.length = 0;
  }

  /**
   * Sends a text. Disconnects a client that does not read.
   *
   * @param onCopied is called when the bytes are not read any more
   * @returns undefined where more can be written at once; else it resolves when it can
   */
  write(text: string | Buffer, onCopied?: () => void): Promise<void> | undefined {
    const { response } = this;
    if (text.length === 0 || response.destroyed || response.writableEnded) return undefined;
    const { socket } = response;
    // Sent at once: Node would wait for the end of all work of this turn.
    socket?.cork();
    // Of a text Node would count the bytes and then encode it, which takes longer than both at once.
    response.write(typeof text === 'string' ? Buffer.from(text) : text, onCopied);
    socket?.uncork();
    return response.writableLength <= CLIENT_BYTES_MAX ? undefined : this.drained();
  }

  end(): void {
    if (!this.response.destroyed) this.response.end();
  }

  /** Closes the connection without ending the response, so that the client knows that it is incomplete. */
  cut(): void {
    this.response.destroy();
  }

  private async drained(): Promise<void> {
    if (await this.emits('drain')) return;
    this.response.end(this.farewell());
    if (!(await this.emits('finish'))) this.cut();
  }

  /** Whether the response emits an event, or is closed, before the client counts as stalled. */
  private async emits(event: 'drain' | 'finish'): Promise<boolean> {
    const listening = new AbortController();
    const { signal } = listening;
    const emitted = Promise.race(
      [event, 'close'].map((name) => once(this.response, name, { signal })),
    );
    try {
      return await withTimeout(
        emitted.then(() => true),
        this.stalledMs,
        () => false,
      );
    } finally {
      listening.abort();
    }
  }
}
