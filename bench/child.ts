import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What the image and `npm start` give Node. */
const NODE_OPTIONS = ['--max-semi-space-size=8'];

/**
 * Runs `bench/children/<name>.ts` in a process of its own, with the options of Node that the service has; it prints its answer to standard
 * output as JSON.
 */
export const runChild = async <T>(name: string, args: readonly string[]): Promise<T> => {
  const file = fileURLToPath(new URL(`./children/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [...NODE_OPTIONS, file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(answer) as T;
};

/** Prints the answer of a child, with its peak memory. */
export const answer = (figures: object): void => {
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...figures, peakMiB }));
};

/** The command line, as `npm run build` makes it. */
export const CLI = fileURLToPath(new URL('../src/program/cli.js', import.meta.url));

/** A server in a process of its own. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** The next line that it prints after its address. */
  nextLine(): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a program that prints, as its first line, JSON with its address. */
export const startServer = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface(child.stdout);
  const nextLine = async (): Promise<string> => ((await once(lines, 'line')) as [string])[0];
  const { address } = JSON.parse(await nextLine()) as { address: string };
  return {
    address,
    pid: child.pid!,
    nextLine,
    signal: (name) => void child.kill(name),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** `budget-ledger serve` on a free port, with its data in a folder. */
export const startService = (
  data: string,
  env: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): Promise<ServerProcess> =>
  startServer([...nodeOptions, CLI, 'serve', '--port', '0', '--json', '--data', data], env);

/** Waits until a service is ready and its tree has so many events: until then it works beside what is measured. */
export const settled = async ({ address }: ServerProcess, events: number): Promise<void> => {
  const isReady = async (): Promise<boolean> => {
    if (!(await fetch(`${address}/readyz`)).ok) return false;
    const checkpoint = await fetch(`${address}/v1/proof/checkpoint`);
    // The second line of a checkpoint is the size of its tree.
    const [, size] = (await checkpoint.text()).split('\n');
    return checkpoint.ok && Number(size) >= events;
  };
  while (!(await isReady())) await pause(100);
};
