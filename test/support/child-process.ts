import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The end of a process, with all that it printed. */
export interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Resolves once the process has ended and its output is complete. */
export const ending = (child: ChildProcess): Promise<Ended> => {
  let out = '';
  let err = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((done, failed) =>
    child.once('close', (exit, signal) => done({ exit, signal, out, err })).once('error', failed),
  );
};

export interface Child {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<Ended>;
}

/** Starts a program of this folder from its source: the hooks of `loader` compile it, so that no build is needed. */
export const startChild = (
  program: string,
  argv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  loader = 'typescript-loader.mjs',
): Child => {
  const hooks = new URL(loader, import.meta.url).href;
  const child = spawn(process.execPath, ['--import', hooks, here(program), ...argv], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  // A process that fails closes its input: its exit code and its standard error say more.
  child.stdin.on('error', () => undefined);
  return { child, ended: ending(child) };
};

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the process printed. A test whose process fails shows its exit code and its standard error. */
export const outputOf = async ({ ended }: Child): Promise<string> => {
  const end = await ended;
  if (end.exit !== 0) throw new Error(`The process did not succeed: ${described(end)}`);
  return end.out;
};

/** Resolves once the process has ended because of SIGKILL. */
export const killed = async ({ ended }: Child): Promise<void> => {
  const end = await ended;
  if (end.signal !== 'SIGKILL') throw new Error(`The process was not killed: ${described(end)}`);
};

const described = ({ exit, signal, out, err }: Ended): string =>
  `exit code ${exit}, signal ${signal}\nstandard output: ${out}\nstandard error: ${err}`;
