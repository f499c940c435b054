import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LOG_MIGRATIONS, type OnRewritten } from '../../../migrations/log/index.js';
import { Refusal } from '../../domain/errors.js';
import { BUSY_TIMEOUT_MS, asLogError } from './errors.js';
import { openForReading } from '../../sqlite/open-for-reading.js';
import { retryWhileBusy } from '../../sqlite/retry-while-busy.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';
import { makeFolder } from '../../sqlite/make-folder.js';

/** The file of an embedded log, and how it is opened. */
export interface LogFile {
  /** A path, or `:memory:` for a log that is lost with the process. */
  readonly file: string;
  /** Opens an existing log and never writes to it. */
  readonly readonly?: boolean;
  /** The largest number of pages of the file, for tests and for hosts with a quota; an append beyond it is refused. */
  readonly pagesMax?: number;
  /** Told how far the rewriting of an older file is. */
  readonly progress?: OnRewritten;
}

/** Marks a file as a log of this program: `BLOG` in the SQLite header. */
export const APPLICATION_ID = 0x42_4c_4f_47;

const CACHE_KIB = 4 * 1024;

/**
 * Pages in the WAL before a checkpoint, 16 MiB. With SQLite's default of 1000, many writers cause the same index pages to
 * be copied again and again.
 */
const CHECKPOINT_PAGES = 4_000;

/**
 * Opens the file of an embedded log. Creates it, and its folder, if it does not exist.
 *
 * @throws {Refusal} `data-folder-unusable`: it cannot be written, is not a log (with `blank` in the details when it is
 *   empty, with `foreign` when it is marked as another program's), or was written by a newer version of the program.
 * @throws {LogCorrupt} the file is damaged.
 */
export const openLogFile = (options: LogFile): Database.Database => {
  const { file, readonly = false } = options;
  const db = open(file, readonly);
  try {
    checkIsLog(db, file, readonly);
    db.pragma(`cache_size = -${CACHE_KIB}`);
    if (readonly) return db;
    retryWhileBusy(() => db.pragma('journal_mode = WAL'));
    // FULL: a commit is on the disk before it is acknowledged.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Otherwise INSERT OR REPLACE deletes rows without firing the trigger that forbids it.
    db.pragma('recursive_triggers = ON');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    retryWhileBusy(() => migrate(db, options.progress));
    if (options.pagesMax !== undefined) db.pragma(`max_page_count = ${options.pagesMax}`);
    return db;
  } catch (error) {
    db.close();
    // A restore has replaced the file since it was opened.
    if (sqliteCode(error) === 'SQLITE_READONLY_DBMOVED') return openLogFile(options);
    throw sqliteCode(error) === 'SQLITE_NOTADB'
      ? unusable(`${file} is not a database`, 'name another file, or move this one away', error)
      : /^SQLITE_(READONLY|CANTOPEN|PERM)/.test(sqliteCode(error))
        ? unusable(
            `${file} cannot be written`,
            'check the permissions of the file and its folder',
            error,
          )
        : asLogError(error, file);
  }
};

const open = (file: string, readonly: boolean): Database.Database => {
  if (readonly && !existsSync(file))
    throw unusable(
      `There is no log at ${file}`,
      'check LEDGER_LOG, or start the ledger once to create it',
    );
  try {
    if (readonly) return openForReading(file, BUSY_TIMEOUT_MS);
    if (file !== ':memory:') makeFolder(dirname(file));
    return new Database(file, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unusable(
      `The log cannot be opened at ${file}`,
      'name a file in a folder that exists or can be created, and that this user may write to',
      error,
    );
  }
};

/** Checks that the file is a log, or empty, before anything is written to it. */
const checkIsLog = (db: Database.Database, file: string, readonly: boolean): void => {
  // In one transaction: another process may be creating the file at the same time.
  const { application, version, blank } = db.transaction(() => {
    const application = db.pragma('application_id', { simple: true });
    const version = db.pragma('user_version', { simple: true }) as number;
    const isNew = application === 0 && version === 0;
    const blank = isNew && db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    return { application, version, blank };
  })();
  if (application !== APPLICATION_ID && (!blank || readonly))
    throw unusable(
      `${file} is not a log of budget-ledger but ${blank ? 'an empty file' : 'the database of another program'}`,
      'name another file',
      undefined,
      { blank, foreign: !blank },
    );
  if (version > LOG_MIGRATIONS.length)
    throw unusable(
      `${file} was written by a newer version of budget-ledger (its schema is ${version}, this program knows ${LOG_MIGRATIONS.length})`,
      'start that version',
    );
};

/** Two processes may do this at the same time on a new file: the second one finds the work done. */
const migrate = (db: Database.Database, progress?: OnRewritten): void =>
  db
    .transaction(() => {
      const version = db.pragma('user_version', { simple: true }) as number;
      if (version >= LOG_MIGRATIONS.length) return;
      for (const up of LOG_MIGRATIONS.slice(version)) up(db, progress);
      if (version === 0)
        db.prepare('INSERT INTO ledger (one, id, epoch, schema_version) VALUES (1, ?, 1, ?)').run(
          randomUUID(),
          LOG_MIGRATIONS.length,
        );
      else db.prepare('UPDATE ledger SET schema_version = ?').run(LOG_MIGRATIONS.length);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${LOG_MIGRATIONS.length}`);
    })
    .immediate();

const unusable = (what: string, advice: string, cause?: unknown, details = {}): Refusal =>
  new Refusal('data-folder-unusable', `${what}: ${advice}.`, details, { cause });
