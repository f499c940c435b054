import Database from 'better-sqlite3';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../sqlite/make-folder.js';
import { removeDatabaseFiles, removeSideFiles } from '../../sqlite/side-files.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';

const LOCK_MS = 30_000;
const LOCK_ATTEMPTS_MAX = 100;

/** The inode of a file; null when it does not exist. A new file of the same name has another inode. */
export const inodeOf = (file: string): bigint | null =>
  statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;

/**
 * Prepares the creation of a database: when the file does not exist, removes side files of a deleted database, which SQLite
 * would apply to the new one.
 */
export const prepareFile = (file: string): void => {
  if (existsSync(file)) return;
  makeFolder(dirname(file));
  locked(file, () => {
    if (!existsSync(file)) removeSideFiles(file);
    // Created while the lock is held, so that a process that waits for the lock removes nothing.
    new Database(file).close();
  });
};

/** Removes a database, unless another process has replaced it already. */
export const removeDatabase = (file: string, inode: bigint | null): void =>
  locked(file, () => {
    if (inodeOf(file) !== inode) return;
    removeDatabaseFiles(file);
  });

/** Runs `work` under a lock between processes. The kernel releases it when the process ends. */
const locked = (file: string, work: () => void): void => {
  for (let attempt = 1; ; attempt++)
    try {
      withLockFile(`${file}.opening`, work);
      return;
    } catch (error) {
      if (attempt === LOCK_ATTEMPTS_MAX || !isOfRemovedFile(error)) throw error;
    }
};

const withLockFile = (path: string, work: () => void): void => {
  const lock = new Database(path, { timeout: LOCK_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    work();
    // A process that waits for the removed file gets the lock too; `work` checks the state first.
    rmSync(path, { force: true });
  } finally {
    lock.close();
  }
};

/** Whether the lock file was removed between opening and locking it: the holder is done, and the next attempt succeeds. */
const isOfRemovedFile = (error: unknown): boolean =>
  /^SQLITE_(IOERR_FSTAT|READONLY_DBMOVED)/.test(sqliteCode(error));
