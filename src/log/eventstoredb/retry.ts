import { backoffMs, retry } from '../../concurrency/retry.js';
import { errorKind } from './errors.js';

/** How long the log waits for a server. */
export interface RetryLimits {
  /** For the answer to one attempt, in ms. */
  readonly deadlineMs: number;
  /** For all attempts together, in ms. */
  readonly totalTimeoutMs: number;
  /** Ends the retries when it aborts. */
  readonly signal: AbortSignal;
}

const PAUSE_MS = 50;
const PAUSE_MS_MAX = 500;

/** The failure of the last attempt, and whether any of the attempts may have done what was asked. */
export interface Failed {
  readonly error: unknown;
  readonly unknown: boolean;
}

/**
 * Repeats an idempotent call while its failures are temporary: a leader is elected, a server restarts.
 *
 * @throws what `asError` makes of the last failure.
 */
export const retryCall = async <T>(
  { deadlineMs, totalTimeoutMs, signal }: RetryLimits,
  call: (deadlineMs: number) => Promise<T>,
  asError: (failed: Failed) => unknown,
): Promise<T> => {
  let unknown = false;
  try {
    return await retry((leftMs) => call(Math.max(1, Math.min(deadlineMs, Math.ceil(leftMs)))), {
      when: (error) => {
        const fault = errorKind(error);
        unknown ||= fault === 'unknown';
        return fault === 'not-reached' || fault === 'unknown';
      },
      pauseMs: retryPauseMs,
      timeoutMs: totalTimeoutMs,
      signal,
    });
  } catch (error) {
    throw asError({ error, unknown });
  }
};

/** Longer after each failure, and random, so that clients do not all come back at the same moment. */
export const retryPauseMs = (failures: number): number =>
  backoffMs(failures, PAUSE_MS, PAUSE_MS_MAX) * (0.5 + Math.random() / 2);
