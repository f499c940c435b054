import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** How an appender ends that could not write. */
export const NOT_STORED = 3;
export const UNKNOWN = 4;

/**
 * Starts `log-child.ts` from its source, with the runtime of this very test: a loader hook strips the types with the
 * compiler that the tests use as well, so that it needs no build.
 */
export const startAppender = (
  file: string,
  stream: string,
  appends: number,
): ChildProcessByStdio<null, Readable, null> =>
  spawn(process.execPath, appender(file, stream, appends), { stdio: STDIO });

/** The same, on a system that lets no file grow beyond so many blocks of 512 bytes: a write fails in the middle. */
export const startRationedAppender = (
  blocks: number,
  ...appends: Parameters<typeof startAppender>
): ReturnType<typeof startAppender> =>
  spawn(
    '/bin/sh',
    [
      '-c',
      `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`,
      'sh',
      process.execPath,
      ...appender(...appends),
    ],
    { stdio: STDIO },
  );

const STDIO: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];

const appender = (file: string, stream: string, appends: number): string[] => [
  '--import',
  here('projector-typescript.mjs'),
  here('log-child.ts'),
  file,
  stream,
  String(appends),
];

export interface Acknowledged {
  readonly ledger: string;
  /** The last version of every append that was answered. */
  readonly versions: readonly number[];
  /** Null when it was killed. */
  readonly code: number | null;
}

/** Waits for the end of an appender; `enough` acknowledgements end it with SIGKILL. */
export const ended = async (
  child: ReturnType<typeof startAppender>,
  enough = Number.POSITIVE_INFINITY,
): Promise<Acknowledged> => {
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.split('\n').length > enough + 1) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  );
  // What a kill cut off was acknowledged to nobody.
  const [ledger = '', ...versions] = printed.slice(0, printed.lastIndexOf('\n')).split('\n');
  return { ledger, versions: versions.map(Number), code };
};
