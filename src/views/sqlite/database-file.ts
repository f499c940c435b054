import Database from 'better-sqlite3';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../sqlite/make-folder.js';
import { removeDatabaseFiles, removeSideFiles } from '../../sqlite/side-files.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';

const LOCK_MS = 30_000;
const LOCK_ATTEMPTS_MAX = 100;

/** Which file a path leads to now; null when to none. Another file of the same name has another inode. */
export const inodeOf = (file: string): bigint | null =>
  statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;

/**
 * Clears the way for a new file where there is none: what is left beside a database that is gone belonged to that one, and
 * SQLite would take it for its own.
 */
export const clearRemains = (file: string): void => {
  if (existsSync(file)) return;
  makeFolder(dirname(file));
  alone(file, () => {
    if (!existsSync(file)) removeSideFiles(file);
    // While the lock is held: whoever waits for it finds a file, and clears nothing away.
    new Database(file).close();
  });
};

/** Removes a database, unless another process has put a new one in its place already. */
export const removeDatabase = (file: string, inode: bigint | null): void =>
  alone(file, () => {
    if (inodeOf(file) !== inode) return;
    removeDatabaseFiles(file);
  });

/** Does `work` while no other process does its own. The lock is the kernel's: it goes with the process that holds it. */
const alone = (file: string, work: () => void): void => {
  for (let attempt = 1; ; attempt++)
    try {
      holding(`${file}.opening`, work);
      return;
    } catch (error) {
      if (attempt === LOCK_ATTEMPTS_MAX || !isOfRemovedFile(error)) throw error;
    }
};

const holding = (path: string, work: () => void): void => {
  const lock = new Database(path, { timeout: LOCK_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    work();
    // Whoever waits on the removed file gets its turn too, and `work` looks again before it does anything.
    rmSync(path, { force: true });
  } finally {
    lock.close();
  }
};

/** The lock was removed between opening it and asking for it: whoever held it is done, and the next try finds a new one. */
const isOfRemovedFile = (error: unknown): boolean =>
  /^SQLITE_(IOERR_FSTAT|READONLY_DBMOVED)/.test(sqliteCode(error));
