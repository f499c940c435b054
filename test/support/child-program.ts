import { pathToFileURL } from 'node:url';

/** Files that run in the place of programs, by their paths in `src`. */
export const instead = new Map<string, string>();

/** Stands in for `src/concurrency/child-program.ts` under test: the child runs the sources, which `bundle-modules.mjs` has bundled. */
export const childProgram = (path: string): URL => {
  const file = instead.get(path);
  return file === undefined
    ? new URL(`../../dist/test/${path}`, import.meta.url)
    : pathToFileURL(file);
};
