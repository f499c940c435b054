/** What ends a wait without a notification. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** Who waits again and again. */
export interface Waiter {
  /** As {@link Notifier.wait}. */
  wait(): Promise<void>;
  /** To be called when it waits no more. */
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

  /** Listens to the signal once for all its waits: that takes longer than to wake it. */
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
