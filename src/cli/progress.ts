import type { Io } from './io.js';
import { said, say } from './say.js';
import type { Common } from './verb.js';

/** Work that ends sooner shows no progress. */
const SHOW_AFTER_MS = 1_000;
const SHOW_EVERY_MS = 100;
const BAR_CELLS = 24;
const CLEAR_LINE = '\r\u001B[K';

/** Shows the progress of long work on one line that is written over, where standard error is a terminal. */
export const withProgress = async <T>(
  { stderr }: Io,
  work: (show: (text: string) => void) => Promise<T>,
): Promise<T> => {
  const start = performance.now();
  let shownAt = 0;
  try {
    return await work((text) => {
      const now = performance.now();
      if (stderr.isTTY !== true || now - start < SHOW_AFTER_MS || now - shownAt < SHOW_EVERY_MS)
        return;
      shownAt = now;
      stderr.write(CLEAR_LINE + text);
    });
  } finally {
    if (shownAt > 0) stderr.write(CLEAR_LINE);
  }
};

/** Shows how many of the items are done, with a bar where their total is known; nothing with `--json`. */
export const withProgressBar = <T>(
  io: Io,
  { json }: Pick<Common, 'json'>,
  work: (show: (what: string, done: number, total?: number) => void) => Promise<T>,
): Promise<T> =>
  json
    ? work(() => {})
    : withProgress(io, (show) =>
        work((what, done, total) =>
          show(`${bar(done, total)}${said(what)}: ${count(done, total)}`),
        ),
      );

/** Shows how many of the files are done, and the name of the next one. */
export const withFileProgress = <T>(
  io: Io,
  total: number,
  work: (next: (name: string) => void) => Promise<T>,
): Promise<T> =>
  withProgress(io, (show) => {
    let done = 0;
    return work((name) => {
      show(`${bar(done, total)}${count(done, total)}: ${name}`);
      done += 1;
    });
  });

const count = (done: number, total?: number): string =>
  total === undefined ? String(done) : say`${done} of ${total}`;

const bar = (done: number, total?: number): string => {
  if (!total) return '';
  const full = Math.round((Math.min(done, total) / total) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}] `;
};
