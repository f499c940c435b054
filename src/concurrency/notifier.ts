/** What ends a wait without a notification. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** What waits for one notification after the other, until its signal aborts. */
export interface Waiter {
  /** Resolves at the next notification, or when the signal aborts. One wait at a time; to be called as {@link Notifier.wait}. */
  wait(): Promise<void>;
  /** Removes the listener from the signal. A wait that is pending does not resolve any more. */
  end(): void;
}

/** Wakes all tasks that wait for a change. A notification carries no data: whoever wakes up checks the state again. */
export class Notifier {
  readonly #waiting = new Set<() => void>();

  notifyAll(): void {
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * Resolves at the next notification, when the signal aborts, or after `timeoutMs`. Call it right after checking the
   * state: an `await` in between could miss a notification.
   */
  wait({ signal, timeoutMs }: WaitOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  /** For many waits with one signal: it gets one listener for all of them, because adding one takes longer than the wait itself. Call `end` at the end. */
  waiter(signal: AbortSignal): Waiter {
    let wake = (): void => undefined;
    const onAbort = (): void => {
      this.#waiting.delete(wake);
      wake();
    };
    signal.addEventListener('abort', onAbort);
    return {
      wait: () => {
        if (signal.aborted) return Promise.resolve();
        return new Promise((resolve) => {
          wake = resolve;
          this.#waiting.add(wake);
        });
      },
      end: () => {
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(wake);
      },
    };
  }
}
