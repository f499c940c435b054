import type { WorkerOptions } from 'node:worker_threads';

/** The file that a worker thread runs. Its path is the same from this folder and from the bundled command line. */
export const workerEntry: { readonly url: URL; readonly execArgv?: WorkerOptions['execArgv'] } = {
  url: new URL('../imports/examine.worker.js', import.meta.url),
};
