import Database from 'better-sqlite3';
import { sqliteCode } from './sqlite-code.js';

/**
 * Opens an existing database and never changes what is committed in it. Where a process was killed in the middle of a commit,
 * SQLite must undo that commit before anyone can read, which a connection for reading may not do: a connection for writing does
 * it first. Anything else that is wrong with the content is an error of the caller's first read.
 *
 * @throws an error of SQLite: the file cannot be opened, or it must be recovered and this user may not write to it.
 */
export const openForReading = (file: string, timeout: number): Database.Database => {
  const db = new Database(file, { readonly: true, timeout });
  if (!mustBeRecovered(db)) return db;
  db.close();
  const writer = new Database(file, { fileMustExist: true, timeout });
  try {
    readSchema(writer);
  } finally {
    writer.close();
  }
  return openForReading(file, timeout);
};

const mustBeRecovered = (db: Database.Database): boolean => {
  try {
    readSchema(db);
    return false;
  } catch (error) {
    return /^SQLITE_READONLY_(ROLLBACK|RECOVERY)/.test(sqliteCode(error));
  }
};

const readSchema = (db: Database.Database): void =>
  void db.prepare('SELECT 1 FROM sqlite_schema').get();
