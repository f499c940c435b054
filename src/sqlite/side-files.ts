import { rmSync } from 'node:fs';

/** The suffixes of the files that SQLite keeps beside a database. They belong to it and are moved and removed with it. */
export const SIDE_FILES = ['-wal', '-shm', '-journal'] as const;

/** Removes a database with its side files, as far as they exist. */
export const removeDatabaseFiles = (file: string): void => {
  rmSync(file, { force: true });
  removeSideFiles(file);
};

/** Removes the side files of a database, as far as they exist, and leaves the database. */
export const removeSideFiles = (file: string): void => {
  for (const suffix of SIDE_FILES) rmSync(file + suffix, { force: true });
};
