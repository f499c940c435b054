/** The file that a child process runs. Its path is the same from this folder and from the bundled command line. */
export const childEntry: { readonly url: URL } = {
  url: new URL('../imports/examine.child.js', import.meta.url),
};
