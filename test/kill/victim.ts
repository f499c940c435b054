import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that is killed with SIGKILL and started again. */
export interface Victim {
  readonly name: string;
  readonly kill: () => Promise<void>;
  readonly again: () => Promise<void>;
}

/** A server that a script of `test/support` starts in a folder, kills, starts again and ends. */
export interface ServerVictim extends Victim {
  readonly address: string;
  readonly remove: () => void;
}

/** Starts a server. It stands under the name of its script and is the caller's to remove. */
export const startServer = (
  name: string,
  script: 'postgres.sh' | 'eventstored.sh',
  folder: string,
): ServerVictim => {
  const path = fileURLToPath(new URL(`../support/${script}`, import.meta.url));
  const act = (action: string) =>
    execFileSync(path, [action, folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  return {
    name,
    address: act('start').trim(),
    kill: async () => void act('crash'),
    again: async () => void act('again'),
    remove: () => void act('stop'),
  };
};
