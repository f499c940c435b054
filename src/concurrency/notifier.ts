/** What ends a wait without a notification. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** Wakes all tasks that wait for a change, and calls all listeners. A notification carries no data: each checks the state again. */
export class Notifier {
  readonly #waiting = new Set<() => void>();
  readonly #listeners = new Set<() => void>();

  /** Calls the listeners first. */
  notifyAll(): void {
    for (const listener of this.#listeners) listener();
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

  /** Calls a listener, which must not throw, at each notification. A thousand listeners take less time than a thousand waits. The result ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
