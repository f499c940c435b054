import { pause } from './pause.js';

/** When, how often and how long to try again. */
export interface RetryOptions {
  /** Whether it makes sense to try again after this error. */
  readonly when: (error: unknown) => boolean | Promise<boolean>;
  /** Pause after a failure, in ms; `failures` counts from 1. Default none. */
  readonly pauseMs?: (failures: number) => number;
  /** Default without limit. */
  readonly attemptsMax?: number;
  /** No attempt begins later than this after the first one. Default without limit. */
  readonly timeoutMs?: number;
  /** Ends the retries when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Calls `attempt` until it succeeds. `attempt` gets the time that is left, in ms.
 *
 * @throws the error of the last attempt.
 */
export const retry = async <T>(
  attempt: (leftMs: number) => Promise<T> | T,
  {
    when,
    pauseMs = () => 0,
    attemptsMax = Number.POSITIVE_INFINITY,
    timeoutMs = Number.POSITIVE_INFINITY,
    signal,
  }: RetryOptions,
): Promise<T> => {
  const end = performance.now() + timeoutMs;
  for (let attempts = 1; ; attempts++)
    try {
      return await attempt(end - performance.now());
    } catch (error) {
      if (!(await when(error)) || attempts >= attemptsMax || signal?.aborted) throw error;
      const ms = pauseMs(attempts);
      if (performance.now() + ms >= end) throw error;
      if (ms > 0) await pause(ms, signal);
    }
};

/** Exponential backoff in ms: `firstMs` after the first failure, then twice as long each time, up to `maxMs`. */
export const backoffMs = (failures: number, firstMs: number, maxMs: number): number =>
  Math.min(firstMs * 2 ** (failures - 1), maxMs);
