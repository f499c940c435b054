/** Wakes readers that wait for more. A wake-up says nothing but "look again": what there is, the log says. */
export class Wakes {
  private readonly sleepers = new Set<() => void>();

  wake(): void {
    if (this.sleepers.size === 0) return;
    const sleepers = [...this.sleepers];
    this.sleepers.clear();
    for (const wake of sleepers) wake();
  }

  /** Resolves at the next wake-up, or when the signal aborts. Nothing may be awaited between looking and sleeping. */
  sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
