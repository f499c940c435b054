import { userInfo } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { types } from 'node:util';

/** The parts of the process that a verb may use. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Returns a signal that aborts on SIGINT (Ctrl-C) and SIGTERM. */
  readonly interrupted: () => AbortSignal;
}

/** A stream to write to; a terminal or not. */
export type Output = Writable & { readonly isTTY?: boolean };

/** The streams, environment and signals of this process. */
export const processIo = (): Io => {
  // A reader may close the output early, as `head` does: the next write reports it, and the process must not crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    interrupted: () => {
      const ended = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => ended.abort());
      return ended.signal;
    },
  };
};

/** Resolves when the chunk is written, so that a slow reader slows down the writer. */
export const write = (output: Output, chunk: string | Uint8Array): Promise<void> =>
  new Promise((done, fail) => {
    output.write(chunk, (error) => (error ? fail(error) : done()));
  });

/**
 * Whether a write failed because the reader of the output ended, as `head` does. This is no failure of the command.
 */
export const isBrokenPipe = (error: unknown): boolean =>
  types.isNativeError(error) && 'code' in error && error.code === 'EPIPE';

/** The user of the operating system. */
export const systemUser = (env: Io['env']): string => {
  try {
    return userInfo().username;
  } catch {
    // In a container, the user id may have no name.
    return env['USER'] ?? String(process.getuid?.() ?? 'unknown');
  }
};
