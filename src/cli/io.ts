import { userInfo } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { types } from 'node:util';

/** What a verb may touch of the process that runs it. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the user ends the command (Ctrl-C) or the system asks it to end. */
  readonly interrupted: () => AbortSignal;
}

export type Output = Writable & { readonly isTTY?: boolean };

export const processIo = (): Io => {
  // A reader that goes away, such as `head`, is no failure; the write that meets it says so.
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

/** Writes all of it, and waits for a slow reader. */
export const write = (output: Output, chunk: string | Uint8Array): Promise<void> =>
  new Promise((done, fail) => {
    output.write(chunk, (error) => (error ? fail(error) : done()));
  });

export const isBrokenPipe = (error: unknown): boolean =>
  types.isNativeError(error) && 'code' in error && error.code === 'EPIPE';

/** Who records when `--actor` does not say: the operating system's user. */
export const systemUser = (env: Io['env']): string => {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return env['USER'] ?? String(process.getuid?.() ?? 'unknown');
  }
};
