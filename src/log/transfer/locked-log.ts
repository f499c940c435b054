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

/** A log that is about to be replaced, and that no other program can open meanwhile. */
export interface HeldLog {
  /** Undefined for a file that is too damaged to say. */
  readonly identity: LogIdentity | undefined;
  /** The last position up to which it holds the same events as the backup. */
  readonly common: bigint;
  readonly last: bigint;
  readonly release: () => void;
}

/** How long the log may be in the hands of a program that is about to end. */
const WAIT_MS = 1_000;

/**
 * Takes hold of a log. Refuses (`log-unavailable`) one that another program has open, and a file of another program.
 * Whether somebody has a damaged file open, cannot be told.
 */
export const heldLog = (file: string, backup: string): HeldLog => {
  const db = new Database(file, { timeout: WAIT_MS });
  const release = (): void => void db.close();
  try {
    // Only who is alone may take a log out of WAL; what stands beside the file is then in it.
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

/** The highest epoch among the logs that were set aside here; 0 where none was. The log after them had a higher one. */
export const epochSetAside = (file: string): number =>
  readdirSync(dirname(file))
    .map((name) => Number(/\.replaced-e(\d{1,9})-/.exec(name)?.[1] ?? 0))
    .reduce((most, epoch) => Math.max(most, epoch), 0);

/**
 * Gives the log that stands in the place a name of its own beside it, and its last token in the name; nothing is deleted. Null
 * where there is none. The journal of a log that is gone is moved too: SQLite would read it into the next.
 */
export const setAside = (file: string, held: HeldLog | undefined): string | null => {
  const aside = held ? freeName(file, held) : null;
  for (const suffix of SIDE_FILES)
    if (existsSync(file + suffix)) renameSync(file + suffix, (aside ?? freeName(file)) + suffix);
  if (aside === null) return null;
  if (!existsSync(aside)) linkSync(file, aside);
  // The old log has its new name for good before another takes the old name.
  syncFile(dirname(aside));
  return aside;
};

/** A name that nothing has, or that this very file has already: an earlier restore was ended before it was done. */
const freeName = (file: string, held?: HeldLog): string => {
  const { identity, last } = held ?? {};
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
        // The same id was recorded at another instant where histories have parted.
        if (their?.position !== ours.position || their.id !== ours.id || their.meta !== ours.meta)
          break;
        common = ours.position;
      }
      last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck().get()!;
    } catch (error) {
      // What cannot be read any more is not compared; the log has said nevertheless which it is, and in which epoch.
      if (!isDamage(error)) throw error;
    } finally {
      theirs.return?.();
    }
    return { common: BigInt(common), last: BigInt(Math.max(common, last)) };
  } finally {
    other.close();
  }
};
