/** What ends a wait without a notification. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
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
}
