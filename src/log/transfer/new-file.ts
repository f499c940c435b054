import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../../domain/errors.js';

/** Where a file grows until it is whole: a program that is killed leaves no half of it under its own name. */
export const partialOf = (file: string): string => `${file}.partial`;

export const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw alreadyThere(file);
};

/** Gives a whole file its name, durably. Refuses to take that of another. */
export const place = (partial: string, file: string): void => {
  syncFile(partial);
  try {
    // Unlike a rename it fails where there is a file already.
    linkSync(partial, file);
    unlinkSync(partial);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    // Some file systems have no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(partial, file);
  }
  syncFile(dirname(file));
};

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
