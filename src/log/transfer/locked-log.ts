import Database from 'better-sqlite3';
import { existsSync, linkSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Refusal } from '../../domain/errors.js';
import { LogUnavailable, type LogIdentity } from '../event-log.js';
import { APPLICATION_ID, openLogFile } from '../sqlite/open-log-file.js';
import { asLogError } from '../sqlite/errors.js';
import { SIDE_FILES } from '../../sqlite/side-files.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';
import { identityReader } from '../sqlite/restore.js';
import { tokenOf } from '../token.js';
import { syncFile } from './new-file.js';

/** A log that is about to be replaced, locked so that no other program can open it. */
export interface LockedLog {
  /** Undefined when the file is too damaged to be read. */
  readonly identity: LogIdentity | undefined;
  /** The last position up to which it contains the same events as the backup. */
  readonly common: bigint;
  readonly last: bigint;
  readonly release: () => void;
}

/** How long to wait for a program that is closing the log, in ms. */
const WAIT_MS = 1_000;

/**
 * Locks a log. A damaged file cannot be locked: whether another program has it open is not known.
 *
 * @throws {LogUnavailable} another program has it open.
 * @throws {Refusal} `data-folder-unusable`: it belongs to another program.
 */
export const lockLog = (file: string, backup: string): LockedLog => {
  const db = new Database(file, { timeout: WAIT_MS });
  const release = (): void => void db.close();
  try {
    // Leaving WAL mode needs exclusive access, and moves the content of the side files into the file.
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new Refusal(
        'data-folder-unusable',
        `${file} is not a log of budget-ledger: name another folder, or move it away.`,
      );
    return { identity: identityReader(db)(), ...compared(db, backup), release };
  } catch (error) {
    if (isDamage(error)) return { identity: undefined, common: 0n, last: 0n, release };
    release();
    if (/^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error)))
      throw new LogUnavailable(
        `The ledger at ${file} is open in another program: stop the service and every command on it, then repeat.`,
        'not-stored',
        { cause: error },
      );
    throw asLogError(error, file);
  }
};

const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(sqliteCode(error));

/** The highest epoch in the names of the logs that were moved aside here; 0 when there are none. */
export const highestEpochAside = (file: string): number =>
  readdirSync(dirname(file))
    .map((name) => Number(/\.replaced-e(\d{1,9})-/.exec(name)?.[1] ?? 0))
    .reduce((most, epoch) => Math.max(most, epoch), 0);

/**
 * Renames the existing log, with its last token in the new name, and returns that name; null when there is no log. Nothing
 * is deleted. Side files of a log that is gone are moved too: SQLite would apply them to the next log.
 */
export const moveAside = (file: string, locked: LockedLog | undefined): string | null => {
  const aside = locked ? freeName(file, locked) : null;
  for (const suffix of SIDE_FILES)
    if (existsSync(file + suffix)) renameSync(file + suffix, (aside ?? freeName(file)) + suffix);
  if (aside === null) return null;
  if (!existsSync(aside)) linkSync(file, aside);
  // The new name is durable before another file takes the old one.
  syncFile(dirname(aside));
  return aside;
};

/** A name that is free, or that this file has already after an interrupted restore. */
const freeName = (file: string, locked?: LockedLog): string => {
  const { identity, last } = locked ?? {};
  const extension = extname(file);
  const name = identity ? tokenOf(identity.epoch, last ?? 0n) : 'damaged';
  for (let n = 1; ; n++) {
    const free = join(
      dirname(file),
      `${basename(file, extension)}.replaced-${name}${n === 1 ? '' : `-${n}`}${extension}`,
    );
    const isTaken = ['', ...SIDE_FILES].some((suffix) => existsSync(free + suffix));
    if (
      !isTaken ||
      (existsSync(file) && existsSync(free) && statSync(free).ino === statSync(file).ino)
    )
      return free;
  }
};

interface Row {
  readonly position: number;
  readonly id: string;
  readonly meta: string;
}

const compared = (
  db: Database.Database,
  backup: string,
): { readonly common: bigint; readonly last: bigint } => {
  const other = openLogFile({ file: backup, readonly: true });
  try {
    const rows = (of: Database.Database) =>
      of.prepare<[], Row>('SELECT position, id, meta FROM events ORDER BY position').iterate();
    const theirs = rows(other);
    let common = 0;
    let last = 0;
    try {
      for (const ours of rows(db)) {
        const { value: their } = theirs.next() as { value: Row | undefined };
        // Where the histories differ, the same id was recorded at another time.
        if (their?.position !== ours.position || their.id !== ours.id || their.meta !== ours.meta)
          break;
        common = ours.position;
      }
      last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck().get()!;
    } catch (error) {
      // The readable part was compared; the identity was read before.
      if (!isDamage(error)) throw error;
    } finally {
      theirs.return?.();
    }
    return { common: BigInt(common), last: BigInt(Math.max(common, last)) };
  } finally {
    other.close();
  }
};
