import type { OnProgress } from '../projector/progress.js';
import type { Io } from './io.js';
import type { Common } from './verb.js';

const SILENT_MS = 1_000;
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001B[K';

/** Tells a person at a terminal how far the views are, once it takes long. */
export const progressOn = <T>(io: Io, work: (onProgress: OnProgress) => Promise<T>): Promise<T> =>
  telling(io, (tell) =>
    work(({ projection, done, total, eventsPerSecond }) =>
      tell(
        `building the view ${projection}: ${done}${total === undefined ? '' : ` of ${total}`} events, ${eventsPerSecond} a second`,
      ),
    ),
  );

/** Tells a person at a terminal how many events were read, once it takes long. */
export const reading = <T>(
  io: Io,
  work: (progress: (done: number) => void) => Promise<T>,
): Promise<T> => telling(io, (tell) => work((done) => tell(`${done} events read`)));

const BAR_CELLS = 24;

/** Tells a person at a terminal how much of a long work is done, with a bar where the whole is known; nothing with `--json`. */
export const moving = <T>(
  io: Io,
  { json }: Pick<Common, 'json'>,
  work: (progress: (what: string, done: number, total?: number) => void) => Promise<T>,
): Promise<T> =>
  json
    ? work(() => {})
    : telling(io, (tell) =>
        work((what, done, total) => tell(`${barOf(done, total)}${what}: ${ofTotal(done, total)}`)),
      );

const ofTotal = (done: number, total?: number): string =>
  total === undefined ? String(done) : `${done} of ${total}`;

const barOf = (done: number, total?: number): string => {
  if (!total) return '';
  const full = Math.round((Math.min(done, total) / total) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}] `;
};

/** One line that is written over again, and is gone in the end. */
const telling = async <T>(
  { stderr }: Io,
  work: (tell: (text: string) => void) => Promise<T>,
): Promise<T> => {
  const start = performance.now();
  let told = 0;
  try {
    return await work((text) => {
      const now = performance.now();
      if (stderr.isTTY !== true || now - start < SILENT_MS || now - told < EVERY_MS) return;
      told = now;
      stderr.write(CLEAR_LINE + text);
    });
  } finally {
    if (told > 0) stderr.write(CLEAR_LINE);
  }
};

/** Shows a person at a terminal how many of the files are done, from the first second on. */
export const counting = <T>(
  io: Io,
  total: number,
  work: (next: (label: string) => void) => Promise<T>,
): Promise<T> =>
  telling(io, (tell) => {
    let done = 0;
    return work((label) => {
      tell(`${barOf(done, total)}${ofTotal(done, total)}: ${label}`);
      done += 1;
    });
  });
