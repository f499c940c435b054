import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundle-modules.mjs';

/** Files of Linux that are in memory. */
const MEMORY = '/dev/shm';
const NAME = 'budget-ledger-tests-';
/** A run needs less than a tenth of it; a container may have 64 megabytes there. */
const BYTES_MIN = 1024 ** 3;

const free = () => {
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize;
};
const removed = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** A folder in memory for this run; those of runs that were killed are removed. */
const inMemory = () => {
  for (const each of readdirSync(MEMORY).filter((name) => name.startsWith(NAME)))
    if (!existsSync(`/proc/${each.slice(NAME.length)}`)) removed(join(MEMORY, each));
  const folder = join(MEMORY, `${NAME}${process.pid}`);
  mkdirSync(folder);
  // A server that a test starts runs as another user, who must be able to pass through this folder.
  chmodSync(folder, 0o755);
  process.once('exit', () => removed(folder));
  return folder;
};

/**
 * Before all tests: bundles what many of them load, and puts their folders into memory where there is enough of it. Otherwise each
 * test that writes waits for the disk again and again. What a killed process has written is with the system, and nobody cuts the
 * power of a test.
 */
export default async () => {
  await bundled();
  if (!process.env.TMPDIR && existsSync(MEMORY) && free() > BYTES_MIN)
    process.env.TMPDIR = inMemory();
};
