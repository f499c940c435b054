import type { Page, StoredEvent } from '../event-log.js';
import type { Followed, FollowedStream } from './grpc-calls.js';
import { Notifier } from '../../concurrency/notifier.js';

/** Events that wait for their reader before the server is asked to wait. */
const EVENTS_MAX = 1_000;

/** What a subscription has sent and nobody has read yet. A reader that is slow makes the server wait, not the memory grow. */
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
      const brought = read(response as never);
      if (brought) this.receive(brought);
    });
    stream.on('error', (error: unknown) => this.end(error));
    stream.on('end', () => this.end(undefined));
  }

  /**
   * All that has come, at least one event; nothing once `signal` aborts or the server has ended the subscription.
   * `passed` is told of a place up to which there is nothing more, after what comes before it was taken.
   *
   * @throws what broke the subscription, after all that came before it.
   */
  async take(signal: AbortSignal, passed: (position: bigint) => void): Promise<Page | undefined> {
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

  private receive(brought: Followed): void {
    if ('checkpoint' in brought) this.checkpoint = brought.checkpoint;
    else {
      this.checkpoint = undefined;
      this.events.push(brought.event);
      if (this.events.length >= EVENTS_MAX) this.stream.pause();
    }
    this.changes.notifyAll();
  }

  private end(failure: unknown): void {
    // A stream that broke ends too.
    this.failure ??= failure;
    this.over = true;
    this.changes.notifyAll();
  }
}
