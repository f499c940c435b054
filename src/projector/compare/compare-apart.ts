import { Worker } from 'node:worker_threads';
import { childProgram } from '../../concurrency/child-program.js';
import type { Config } from '../../config/config.js';
import { thrownBy, type Failure } from '../../domain/errors.js';
import type { ComparedViews } from './compare-views.js';

/** What new objects get: without it, on a machine with much memory, a hundred MiB more, which makes it no faster. */
const YOUNG_MIB = 48;

/** A log, and the views that are compared with it. */
export type ViewsToCompare = Pick<Config, 'log' | 'views'>;

/** What the thread tells: how many events are compared, and at the end what was found. */
export type Told = { readonly done: number } | { readonly compared: ComparedViews } | Failure;

/** A comparison that runs. */
export interface Comparing {
  /** What was found; rejects as `compareKeptViews` does. */
  readonly compared: Promise<ComparedViews>;
  /** Ends it, when nobody waits for what it finds any more. */
  stop(): Promise<void>;
}

/**
 * Compares views with their log as `compareKeptViews` does, on a thread of its own with connections of its own: this one has as much
 * to do with the hashes of the events.
 *
 * @param onProgress hears how many events are compared
 */
export const compareApart = (
  { log, views }: ViewsToCompare,
  onProgress: (events: number) => void,
): Comparing => {
  const worker = new Worker(childProgram('projector/compare/compare-views.worker.js'), {
    workerData: { log, views } satisfies ViewsToCompare,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  const told = new Promise<ComparedViews>((resolve, reject) => {
    worker.on('message', (message: Told) => {
      if ('done' in message) onProgress(message.done);
      else if ('compared' in message) resolve(message.compared);
      else reject(thrownBy(message));
    });
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(new Error('The thread that compares the views ended before it had an answer.')),
    );
  });
  // It may fail before anybody waits for it, and nobody does where the log is damaged.
  told.catch(() => {});
  return {
    compared: told,
    stop: async () => {
      await worker.terminate();
    },
  };
};
