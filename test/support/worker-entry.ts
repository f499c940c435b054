/** Stands in for `src/imports/worker-entry.ts` under test: the thread runs the sources, which `bundle-worker.mjs` has bundled. */
export const workerEntry = {
  url: new URL('../../dist/test/examine.worker.js', import.meta.url),
};
