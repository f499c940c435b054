import type { Wakes } from './wakes.js';

/** Waits for a wake-up, for so long at most, or until the signal aborts. */
export const pause = async (wakes: Wakes, ms: number, signal?: AbortSignal): Promise<void> => {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  await wakes.sleep(signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]));
  clearTimeout(timer);
};
