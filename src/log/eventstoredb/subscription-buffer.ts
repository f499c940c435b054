import type { EventPage, StoredEvent } from '../event-log.js';
import type { Followed, FollowedStream } from './grpc-calls.js';
import { Notifier } from '../../concurrency/notifier.js';

/** The number of buffered events at which the stream is paused. */
const EVENTS_MAX = 1_000;

/** Buffers the events of a subscription. It is bounded: a slow reader pauses the stream from the server. */
export class SubscriptionBuffer {
  private events: StoredEvent[] = [];
  private checkpoint: bigint | undefined;
  private failure: unknown;
  private over = false;
  private readonly changes = new Notifier();

  constructor(
    private readonly stream: FollowedStream,
    read: (response: never) => Followed | undefined,
  ) {
    stream.on('data', (response) => {
      const message = read(response as never);
      if (message) this.receive(message);
    });
    stream.on('error', (error: unknown) => this.end(error));
    stream.on('end', () => this.end(undefined));
  }

  /**
   * Waits for events and returns all that are buffered; undefined once `signal` aborts or the server has ended the
   * subscription. Calls `passed` with the position of a checkpoint, after the events before it were taken.
   *
   * @throws the error that broke the subscription, after the events before it were taken.
   */
  async take(
    signal: AbortSignal,
    passed: (position: bigint) => void,
  ): Promise<EventPage | undefined> {
    for (;;) {
      if (signal.aborted) return undefined;
      if (this.events.length > 0) {
        const page = this.events;
        this.events = [];
        this.stream.resume();
        return page;
      }
      if (this.checkpoint !== undefined) {
        passed(this.checkpoint);
        this.checkpoint = undefined;
      }
      if (this.failure !== undefined) throw this.failure;
      if (this.over) return undefined;
      await this.changes.wait({ signal });
    }
  }

  private receive(message: Followed): void {
    if ('checkpoint' in message) this.checkpoint = message.checkpoint;
    else {
      this.checkpoint = undefined;
      this.events.push(message.event);
      if (this.events.length >= EVENTS_MAX) this.stream.pause();
    }
    this.changes.notifyAll();
  }

  private end(failure: unknown): void {
    // `end` follows `error`: keep the error.
    this.failure ??= failure;
    this.over = true;
    this.changes.notifyAll();
  }
}
