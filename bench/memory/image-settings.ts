import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the image starts the service, as far as it changes the memory that it takes. */
export interface ImageSettings {
  readonly nodeOptions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Both, for a reader. */
  readonly text: string;
}

/**
 * The settings for memory in the Dockerfile of the folder in which the benchmark runs.
 *
 * @throws {Error} the file has none of the two instructions that name them.
 */
export const imageSettings = (): ImageSettings => {
  const file = readFileSync(join(process.cwd(), 'Dockerfile'), 'utf8');
  const entryPoint = /^ENTRYPOINT (\[.*\])$/m.exec(file)?.[1];
  const malloc = /^ENV (MALLOC_.*)$/m.exec(file)?.[1];
  if (entryPoint === undefined || malloc === undefined)
    throw new Error('The Dockerfile has no ENTRYPOINT, or no ENV with settings of malloc.');
  const nodeOptions = (JSON.parse(entryPoint) as string[]).filter((word) => word.startsWith('--'));
  const env = Object.fromEntries(
    malloc.split(' ').map((pair) => pair.split('=') as [string, string]),
  );
  return { nodeOptions, env, text: `${malloc} node ${nodeOptions.join(' ')}` };
};
