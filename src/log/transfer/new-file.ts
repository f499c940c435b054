import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { Refusal } from '../../domain/errors.js';

/**
 * A name for a file while it is written, so that a killed program leaves no incomplete file under the final name. Each is
 * another one: two programs that write the same file at once do not write into each other's.
 */
export const partialOf = (file: string): string => `${file}.${randomUUID()}.partial`;

/** @throws {Refusal} `data-folder-unusable`: the file exists. */
export const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw alreadyThere(file);
};

/**
 * Gives a complete file its final name, durably.
 *
 * @throws {Refusal} `data-folder-unusable`: a file of this name exists.
 */
export const place = (partial: string, file: string): void => {
  syncFile(partial);
  try {
    // Unlike a rename, it fails when the file exists.
    linkSync(partial, file);
    unlinkSync(partial);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    // Some file systems have no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(partial, file);
  }
  syncFile(dirname(file));
};

/** Flushes a file, or a folder's entries, to the disk. */
export const syncFile = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const alreadyThere = (file: string): Refusal =>
  new Refusal(
    'data-folder-unusable',
    `${file} exists already: name another file, or move it away.`,
  );
