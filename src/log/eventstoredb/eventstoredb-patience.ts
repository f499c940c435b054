import { faultOf } from './eventstoredb-errors.js';

/** How long the log waits for a server: what is asked of it, and when to stop asking. */
export interface Patience {
  /** For one answer. */
  readonly deadlineMs: number;
  /** For an answer at all, with as many attempts as fit. */
  readonly patienceMs: number;
  /** Nothing is tried again after it aborts. */
  readonly until: AbortSignal;
}

const PAUSE_MS = 50;
const PAUSE_MS_MAX = 500;

/** A failure, and whether one of the attempts that led to it may have done what was asked. */
export interface GaveUp {
  readonly error: unknown;
  readonly unknown: boolean;
}

/**
 * Repeats a call while what fails it may pass: a leader is elected, a server starts again. The call has to be one that
 * may be repeated. Throws what `tell` makes of the last failure.
 */
export const patiently = async <T>(
  { deadlineMs, patienceMs, until }: Patience,
  call: (deadlineMs: number) => Promise<T>,
  tell: (gaveUp: GaveUp) => unknown,
): Promise<T> => {
  const end = performance.now() + patienceMs;
  let unknown = false;
  for (let attempt = 0; ; attempt++)
    try {
      return await call(Math.max(1, Math.min(deadlineMs, Math.ceil(end - performance.now()))));
    } catch (error) {
      const fault = faultOf(error);
      unknown ||= fault === 'unknown';
      const passing = fault === 'away' || fault === 'unknown';
      const pauseMs = pauseAfter(attempt);
      if (!passing || until.aborted || performance.now() + pauseMs >= end)
        throw tell({ error, unknown });
      await pause(pauseMs, until);
    }
};

/** Longer after each failure, and never the same for two clients. */
export const pauseAfter = (failures: number): number =>
  Math.min(PAUSE_MS * 2 ** failures, PAUSE_MS_MAX) * (0.5 + Math.random() / 2);

export const pause = (ms: number, until: AbortSignal): Promise<void> => {
  if (until.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      until.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    until.addEventListener('abort', over);
  });
};
