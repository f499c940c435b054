import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { LOG_MIGRATIONS, type OnRewritten } from '../../migrations/log/index.js';
import type { LogPlace } from './open-log.js';
import { openLogFile } from './sqlite/open-log-file.js';

/** Where the header of a SQLite file has its `user_version`, 4 bytes (SQLite file format, section 1.3). */
const USER_VERSION_AT = 60;

/**
 * Rewrites the file of an embedded log that an earlier version of the program has written, in one transaction, as opening it for
 * writing does, and tells how far it is. Does nothing where there is no such file.
 *
 * @throws {Refusal} `data-folder-unusable`: see {@link openLogFile}.
 * @throws {LogCorrupt} the file is damaged.
 */
export const migrateLog = (place: LogPlace, progress: OnRewritten): void => {
  if (place.kind !== 'sqlite' || !existsSync(place.file)) return;
  const version = userVersionOf(place.file);
  if (version === 0 || version >= LOG_MIGRATIONS.length) return;
  openLogFile({ file: place.file, progress }).close();
};

/** 0 for a new file, for one that is no database, and for one that cannot be read: whoever opens it next says why. */
const userVersionOf = (file: string): number => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const header = Buffer.alloc(USER_VERSION_AT + 4);
    const read = readSync(descriptor, header, 0, header.length, 0);
    return read < header.length ? 0 : header.readUInt32BE(USER_VERSION_AT);
  } catch {
    return 0;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};
