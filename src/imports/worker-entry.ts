import type { WorkerOptions } from 'node:worker_threads';

/** The file that a thread of the examiner runs; found from here, and from the file that the command line is bound into. */
export const workerEntry: { readonly url: URL; readonly execArgv?: WorkerOptions['execArgv'] } = {
  url: new URL('../imports/examine.worker.js', import.meta.url),
};
