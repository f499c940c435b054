/**
 * The file of a program that runs in a child process, by its path in `src`. Its place is the same from this folder and from the
 * bundled command line.
 */
export const childProgram = (path: string): URL => new URL(`../${path}`, import.meta.url);
