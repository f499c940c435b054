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
/** Texts that are added are sent in chunks. Each wakes the client, which takes longer than to write a small one. */
const CHUNK_BYTES = 256 * 1024;
/** A chunk with so many bytes is sent: one more text fits into nearly each, so that it is not copied into a larger one. */
const FULL_BYTES = CHUNK_BYTES - 64 * 1024;
/**
 * Chunks that were sent, for the next client that is sent any: memory outside the heap that is asked for again and again makes V8
 * collect the whole heap often.
 */
const FREE: Buffer<ArrayBuffer>[] = [];
const FREE_MAX = 8;

/** Keeps a chunk that is not read any more. */
const free = (chunk: Buffer<ArrayBuffer>): void => {
  if (chunk.length === CHUNK_BYTES && FREE.length < FREE_MAX) FREE.push(chunk);
};

/** A chunk of at least so many bytes. */
const chunkOf = (bytes: number): Buffer<ArrayBuffer> =>
  bytes > CHUNK_BYTES
    ? Buffer.allocUnsafeSlow(bytes)
    : (FREE.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES));

/** Writes a streamed response at the pace at which the client reads. */
export class ResponseWriter {
  private chunk = Buffer.alloc(0);
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
      const { chunk, filled } = this;
      this.chunk = chunkOf(filled + most);
      chunk.copy(this.chunk, 0, 0, filled);
      free(chunk);
    }
    this.filled += this.chunk.write(text, this.filled);
    return this.filled >= FULL_BYTES;
  }

  /** Sends what was added, as {@link write} does. */
  flush(): Promise<void> | undefined {
    if (this.filled === 0) return undefined;
    const { chunk, filled } = this;
    this.chunk = Buffer.alloc(0);
    this.filled = 0;
    const isSent = this.send(chunk.subarray(0, filled), () => free(chunk));
    // The next chunk is made when the client has taken this one.
    return isSent && this.response.writableNeedDrain ? this.drained() : undefined;
  }

  /**
   * Sends a text. Disconnects a client that does not read.
   *
   * @returns undefined where more can be written at once; else it resolves when it can
   */
  write(text: string | Buffer): Promise<void> | undefined {
    // Of a text Node would count the bytes and then encode it, which takes longer than both at once.
    const isSent = this.send(typeof text === 'string' ? Buffer.from(text) : text);
    return isSent && this.response.writableLength > CLIENT_BYTES_MAX ? this.drained() : undefined;
  }

  end(): void {
    if (!this.response.destroyed) this.response.end();
  }

  /** Closes the connection without ending the response, so that the client knows that it is incomplete. */
  cut(): void {
    this.response.destroy();
  }

  /**
   * @param onCopied is called when the bytes are not read any more
   * @returns whether anything could be sent
   */
  private send(bytes: Buffer, onCopied?: () => void): boolean {
    const { response } = this;
    if (bytes.length === 0 || response.destroyed || response.writableEnded) return false;
    const { socket } = response;
    // Sent at once: Node would wait for the end of all work of this turn.
    socket?.cork();
    response.write(bytes, onCopied);
    socket?.uncork();
    return true;
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
