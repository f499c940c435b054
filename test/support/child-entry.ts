/** Stands in for `src/imports/child-entry.ts` under test: the child runs the sources, which `bundle-child.mjs` has bundled. */
export const childEntry = {
  url: new URL('../../dist/test/examine.child.js', import.meta.url),
};
