import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForReading } from './open-for-reading.js';
import { SIDE_FILES } from './side-files.js';

const TIMEOUT_MS = 1_000;
const ROWS = 2_000;
const TEXT = 'x'.repeat(500);

describe('A database that is opened for reading', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reading-'));
    file = join(folder, 'killed.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What a kill leaves: the files as they are while a commit of another process is half written. */
  const killedWhile = (work: (db: Database.Database) => void): void => {
    const live = join(folder, 'live.db');
    const db = new Database(live);
    work(db);
    for (const suffix of ['', ...SIDE_FILES.filter((each) => each !== '-shm')])
      if (existsSync(live + suffix)) copyFileSync(live + suffix, file + suffix);
    db.close();
  };
  const rows = (): unknown => {
    const db = openForReading(file, TIMEOUT_MS);
    const count = db.prepare('SELECT count(*) FROM t').pluck().get();
    expect(() => db.exec('DELETE FROM t')).toThrow('readonly');
    db.close();
    return count;
  };

  it('is what was committed last, where a kill left half a commit', () => {
    killedWhile((db) => {
      db.exec('CREATE TABLE t (x)');
      db.exec('INSERT INTO t VALUES (1)');
      // A small cache: the pages of the open transaction are written to the file before it commits.
      db.pragma('cache_size = 1');
      db.exec('BEGIN');
      const insert = db.prepare('INSERT INTO t VALUES (?)');
      for (let n = 0; n < ROWS; n += 1) insert.run(TEXT);
    });
    const plain = new Database(file, { readonly: true });
    expect(() => plain.prepare('SELECT count(*) FROM t').get()).toThrow('readonly');
    plain.close();
    expect(rows()).toBe(1);
    expect(existsSync(`${file}-journal`)).toBe(false);
  });

  it('has what a killed process had committed to the write-ahead log', () => {
    killedWhile((db) => {
      db.pragma('journal_mode = WAL');
      db.exec('CREATE TABLE t (x)');
      db.exec('INSERT INTO t VALUES (1)');
    });
    expect(rows()).toBe(1);
  });

  it('that does not exist is an error, and is not created', () => {
    expect(() => openForReading(file, TIMEOUT_MS)).toThrow('unable to open');
    expect(existsSync(file)).toBe(false);
  });
});
