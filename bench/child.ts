import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Runs `bench/children/<name>.ts` in a process of its own; it prints its answer to standard output as JSON. */
export const runChild = async <T>(name: string, args: readonly string[]): Promise<T> => {
  const file = fileURLToPath(new URL(`./children/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(answer) as T;
};

/** Prints the answer of a child, with its peak memory. */
export const answer = (figures: object): void => {
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...figures, peakMiB }));
};
