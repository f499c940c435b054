import type { EventLog } from '../log/event-log.js';
import { Notifier } from '../concurrency/notifier.js';
import { pause } from '../concurrency/pause.js';
import { backoffMs } from '../concurrency/retry.js';

/** The longest pause between catch-ups, in ms, so that events of other processes are in the views within a second. */
const POLL_MS = 500;
const BACKOFF_MS = 100;
const BACKOFF_MS_MAX = 10_000;

/** What is repeated, and who hears of its failures. */
export interface RunLoopOptions {
  readonly catchUp: () => Promise<unknown>;
  /** Called with a sentence when a catch-up fails, and with null when it works again. */
  readonly onProblem: (problem: string | null, error?: unknown) => void;
}

/**
 * Catches up whenever the log has new events, until `signal` aborts; never throws. The only cursor is the checkpoint in
 * the views: the subscription to the log serves as a wake-up only, so that no event can be missed between the two.
 */
export const runLoop = async (
  log: EventLog,
  signal: AbortSignal,
  { catchUp, onProblem }: RunLoopOptions,
): Promise<void> => {
  const changes = new Notifier();
  let more = true;
  const watch = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;)
      try {
        for await (const page of log.follow(await log.head(), signal)) {
          failures = 0;
          more = page.length > 0;
          changes.notifyAll();
        }
        // The iteration also ends when the log is closed.
        if (!signal.aborted) await changes.wait({ signal, timeoutMs: BACKOFF_MS });
      } catch {
        // The next catch-up fails with the same error and reports it.
        await pause(backoffMs(++failures, BACKOFF_MS, BACKOFF_MS_MAX), signal);
      }
  };
  const project = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;)
      try {
        more = false;
        await catchUp();
        if (failures > 0) onProblem(null);
        failures = 0;
        if (!more) await changes.wait({ signal, timeoutMs: POLL_MS });
      } catch (error) {
        if (signal.aborted) return;
        const wait = backoffMs(++failures, BACKOFF_MS, BACKOFF_MS_MAX);
        onProblem(
          `The views cannot be updated (${reason(error)}): trying again in ${wait} ms.`,
          error,
        );
        await pause(wait, signal);
      }
  };
  await Promise.all([watch(), project()]);
};

const reason = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
