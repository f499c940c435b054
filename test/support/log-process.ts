import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Exit codes of an appender that could not write. */
export const NOT_STORED = 3;
export const UNKNOWN = 4;

/**
 * Starts `log-child.ts` from its source, with the Node.js of this test: a loader hook compiles it with the tests' compiler,
 * so that no build is needed.
 */
export const startAppender = (
  file: string,
  stream: string,
  appends: number,
): ChildProcessByStdio<null, Readable, null> =>
  spawn(process.execPath, appender(file, stream, appends), { stdio: STDIO });

/** The same with a limit for the size of files, in blocks of 512 bytes, so that a write fails in the middle. */
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
  here('typescript-loader.mjs'),
  here('log-child.ts'),
  file,
  stream,
  String(appends),
];

export interface Acknowledged {
  readonly ledger: string;
  /** The last version of every acknowledged append. */
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
  // An incomplete line is no acknowledgement.
  const [ledger = '', ...versions] = printed.slice(0, printed.lastIndexOf('\n')).split('\n');
  return { ledger, versions: versions.map(Number), code };
};
