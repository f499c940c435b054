import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ending, type Ended } from '../support/child-process.js';
import { environmentOf } from '../support/test-stores.js';

const BIN = join('dist', 'src', 'program', 'cli.js');
const SOURCES = ['src', 'projections', 'migrations', 'tools'];
const LOCK = join('node_modules', '.cli-build');
const LOCK_MS_MAX = 300_000;

/** The command as users start it: in its own process, bundled as by `npm run build`. */
export const start = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [BIN, ...argv], {
    env: { ...process.env, NO_COLOR: '1', ...environmentOf(argv), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: ending(child) };
};

export const bin = (...argv: string[]): Promise<Ended> => start(argv).ended;

/** Builds when a source is newer than the built command. */
export const built = async (): Promise<void> => {
  for (const start = Date.now(); isStale(); await sleep(100)) {
    try {
      mkdirSync(LOCK);
    } catch {
      // Another worker builds, or was killed and left the lock behind.
      if (Date.now() - start > LOCK_MS_MAX) rmSync(LOCK, { recursive: true, force: true });
      continue;
    }
    try {
      if (isStale()) build();
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return;
  }
};

const build = (): void => {
  execFileSync(process.execPath, [join('test', 'support', 'build-program.mjs')]);
};

const isStale = (): boolean => {
  const made = Math.min(mtime(BIN), mtime(join('dist', 'src', 'program', 'run-command.js')));
  return SOURCES.some((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).some(
      (entry) =>
        entry.isFile() &&
        !entry.name.endsWith('.spec.ts') &&
        mtime(join(entry.parentPath, entry.name)) > made,
    ),
  );
};

const mtime = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
