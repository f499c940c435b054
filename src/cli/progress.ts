import type { OnProgress } from '../projector/progress.js';
import type { Io } from './io.js';

const SILENT_MS = 1_000;
const CLEAR_LINE = '\r\u001B[K';

/** Tells a person at a terminal how far the views are, once it takes long. */
export const progressOn = async <T>(
  { stderr }: Io,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> => {
  const start = performance.now();
  let told = false;
  try {
    return await work(({ projection, done, total, eventsPerSecond }) => {
      if (stderr.isTTY !== true || performance.now() - start < SILENT_MS) return;
      told = true;
      const of = total === undefined ? '' : ` of ${total}`;
      stderr.write(
        `${CLEAR_LINE}building the view ${projection}: ${done}${of} events, ${eventsPerSecond} a second`,
      );
    });
  } finally {
    if (told) stderr.write(CLEAR_LINE);
  }
};

/** Counts files for a person at a terminal; silent when there are few. */
export const counting = (
  { stderr }: Io,
  total: number,
): { readonly next: (label: string) => void; readonly end: () => void } => {
  const shown = stderr.isTTY === true && total > FEW_FILES;
  let done = 0;
  return {
    next: (label) => {
      done += 1;
      if (shown) stderr.write(`${CLEAR_LINE}${done} of ${total}: ${label}`);
    },
    end: () => {
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
};

const FEW_FILES = 5;
