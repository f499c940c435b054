/** Stands in for `src/imports/worker-entry.ts` under test: the thread runs the sources as they are. */
export const workerEntry = {
  url: new URL('../../src/imports/examine.worker.ts', import.meta.url),
  execArgv: [
    '--disable-warning=ExperimentalWarning',
    '--import',
    new URL('typescript-loader.mjs', import.meta.url).href,
  ],
};
