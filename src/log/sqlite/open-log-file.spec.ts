import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, eventOf, eventsOf } from '../../../test/support/log-events.js';
import { eventIds, keyOfChange } from '../event-id.js';
import type { NewEvent, StoredEvent } from '../event-log.js';
import { SqliteEventLog } from './sqlite-event-log.js';
import { LOG_MIGRATIONS } from '../../../migrations/log/index.js';
import { migrateLog } from '../migrate-log.js';
import { APPLICATION_ID, openLogFile } from './open-log-file.js';

const require = createRequire(import.meta.url);

/** Locks a log, prints a line, and then replaces it with another one. */
const RESTORE = `
  const [file, other, driver] = process.argv.slice(1);
  const db = new (require(driver))(file);
  db.pragma('journal_mode = DELETE');
  db.exec('BEGIN EXCLUSIVE');
  console.log('held');
  setTimeout(() => { require('fs').renameSync(other, file); db.close(); }, 300);
`;

describe('The file of an embedded log', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
    file = join(folder, 'log.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is created with its folder, with durable commits and its application id', () => {
    file = join(folder, 'new', 'deep', 'log.db');
    const db = openLogFile({ file });
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('busy_timeout')).toBe(5_000);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('recursive_triggers')).toBe(1);
    expect(pragma('application_id')).toBe(0x424c4f47);
    expect(pragma('user_version')).toBe(4);
    db.close();
  });

  it('is the same ledger when it is opened again', async () => {
    const first = SqliteEventLog.open({ file });
    const identity = await first.identity();
    await first.append('agency-a', 'no-stream', eventsOf(1));
    await first.close();
    const again = SqliteEventLog.open({ file });
    expect(await again.identity()).toEqual(identity);
    expect(await again.head()).toBe(1n);
    await again.close();
  });

  it('that is replaced by a restore while it is opened is the new one', async () => {
    const identities: string[] = [];
    for (const name of ['new.db', 'log.db']) {
      const log = SqliteEventLog.open({ file: join(folder, name) });
      identities.push((await log.identity()).ledger);
      await log.close();
    }
    const restore = spawn(
      process.execPath,
      ['-e', RESTORE, file, join(folder, 'new.db'), require.resolve('better-sqlite3')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(restore.stdout, 'data');
    const log = SqliteEventLog.open({ file });
    expect((await log.identity()).ledger).toBe(identities[0]);
    await log.append('agency-a', 'no-stream', eventsOf(1));
    await log.close();
  });

  it('of the first schema version can be read, and is migrated when it is opened for writing', async () => {
    const old = new Database(file);
    LOG_MIGRATIONS[0]!(old);
    old.pragma(`application_id = ${APPLICATION_ID}`);
    old.pragma('user_version = 1');
    old.exec(`INSERT INTO ledger (one, id, epoch, schema_version) VALUES (1, 'old', 2, 1)`);
    old.close();
    const identity = { ledger: 'old', epoch: 2, ended: [] };
    for (const readonly of [true, false, true]) {
      const log = SqliteEventLog.open({ file, readonly });
      expect(await log.identity()).toEqual(identity);
      await log.close();
    }
    const now = openLogFile({ file, readonly: true });
    expect(now.pragma('user_version', { simple: true })).toBe(4);
    now.close();
  });

  it('of the second schema version remembers keys of requests that recorded nothing, once it is opened for writing', async () => {
    const old = new Database(file);
    for (const up of LOG_MIGRATIONS.slice(0, 2)) up(old);
    old.pragma(`application_id = ${APPLICATION_ID}`);
    old.pragma('user_version = 2');
    old.exec(`INSERT INTO ledger (one, id, epoch, schema_version) VALUES (1, 'old', 1, 2)`);
    old.close();
    const unchanged = { stream: 'agency-a', fingerprint: 'f', version: 0, position: 1n };
    const log = SqliteEventLog.open({ file });
    await log.append('agency-a', 'no-stream', eventsOf(1));
    await log.rememberUnchanged('k', unchanged);
    await log.close();
    const again = SqliteEventLog.open({ file });
    expect(await again.unchangedUnder('k')).toEqual(unchanged);
    await again.close();
    const raw = new Database(file);
    for (const sql of ['DELETE FROM unchanged_keys', `UPDATE unchanged_keys SET stream = 'x'`])
      expect(() => raw.exec(sql)).toThrow('keys are written once');
    raw.close();
  });

  describe('of the third schema version, which had an index of ids,', () => {
    const FIRST = 'budget-a-2024-unit';
    const keyed = (key: string, fingerprint = 'f', n = 3): NewEvent[] =>
      eventIds(keyOfChange(key), n).map((id) => ({
        ...eventOf({ name: '"idempotency":{' }, id),
        idempotency: { key, fingerprint },
      }));
    const stored = async (log: SqliteEventLog) => collect(log.readAll());

    /** What the earlier version would have written: two changes with a key, and one without. */
    const writeOld = async (): Promise<StoredEvent[]> => {
      const log = SqliteEventLog.open({ file: ':memory:' });
      await log.append(FIRST, 'no-stream', keyed('one'));
      await log.append('agency-b', 'no-stream', [eventOf({}, eventIds('no key', 1)[0])]);
      await log.append(FIRST, 2, keyed('two'));
      const events = await stored(log);
      await log.close();
      const old = new Database(file);
      for (const up of LOG_MIGRATIONS.slice(0, 3)) up(old);
      old.pragma(`application_id = ${APPLICATION_ID}`);
      old.pragma('user_version = 3');
      old.exec(`INSERT INTO ledger (one, id, epoch, schema_version) VALUES (1, 'old', 1, 3)`);
      const insert = old.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
      for (const { position, stream, version, id, type, data, meta } of events)
        insert.run(position, stream, version, id, type, data, meta);
      old.close();
      return events;
    };

    it('keeps every event and its positions, refuses the keys that were used, and continues', async () => {
      const events = await writeOld();
      const reader = SqliteEventLog.open({ file, readonly: true });
      expect(await stored(reader)).toEqual(events);
      await reader.close();
      const log = SqliteEventLog.open({ file });
      expect(await stored(log)).toEqual(events);
      for (const key of ['one', 'two']) {
        const refused = { code: 'idempotency-key-reused' };
        await expect(log.append('agency-c', 'no-stream', keyed(key))).rejects.toMatchObject(
          refused,
        );
        await expect(log.append(FIRST, 5, keyed(key))).rejects.toMatchObject(refused);
        const unchanged = { stream: FIRST, fingerprint: 'f', version: 5, position: 7n };
        await expect(log.rememberUnchanged(key, unchanged)).rejects.toMatchObject(refused);
      }
      expect(await log.append(FIRST, 'no-stream', keyed('one'))).toMatchObject({
        version: 2,
        position: 3n,
        repeated: true,
      });
      expect(await log.append(FIRST, 5, keyed('three'))).toMatchObject({ position: 10n });
      await log.close();
      const raw = openLogFile({ file });
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(raw.prepare('SELECT count(*) AS keys FROM recorded_keys').get()).toEqual({ keys: 3 });
      for (const sql of ['DELETE FROM recorded_keys', 'UPDATE recorded_keys SET position = 9'])
        expect(() => raw.exec(sql)).toThrow('keys are written once');
      for (const sql of ['DELETE FROM events', `UPDATE events SET data = '{}'`])
        expect(() => raw.exec(sql)).toThrow('events are written once');
      raw.close();
    });

    it('says how far it is rewritten, once', async () => {
      const place = { kind: 'sqlite' as const, file };
      const told: string[] = [];
      const tell = (done: number, total: number) => void told.push(`${done} of ${total}`);
      migrateLog(place, tell);
      expect(existsSync(file)).toBe(false);
      await writeOld();
      const old = new Database(file);
      old.exec(`
        WITH RECURSIVE n (n) AS (SELECT 8 UNION ALL SELECT n + 1 FROM n WHERE n < 45000)
        INSERT INTO events SELECT n, 'agency-many', n, 'id ' || n, 'T', '{}', '{}' FROM n
      `);
      old.close();
      migrateLog(place, tell);
      expect(told).toEqual(['20000 of 45000', '40000 of 45000', '45000 of 45000']);
      migrateLog(place, tell);
      expect(told).toHaveLength(3);
      const now = openLogFile({ file });
      expect(now.prepare('SELECT count(*) AS events FROM events').get()).toEqual({
        events: 45_000,
      });
      now.close();
    });

    it('is as it was when the change of its tables fails', async () => {
      const events = await writeOld();
      const other = new Database(file);
      other.exec('CREATE TABLE recorded_keys (in_the_way)');
      expect(() => SqliteEventLog.open({ file })).toThrow('already exists');
      expect(other.pragma('user_version', { simple: true })).toBe(3);
      other.exec('DROP TABLE recorded_keys');
      other.close();
      const log = SqliteEventLog.open({ file });
      expect(await stored(log)).toEqual(events);
      await log.close();
    });
  });

  it('can be opened for reading only, and is then never written', async () => {
    const log = SqliteEventLog.open({ file });
    await log.append('agency-a', 'no-stream', eventsOf(1));
    const reader = SqliteEventLog.open({ file, readonly: true });
    expect(await collect(reader.readAll())).toHaveLength(1);
    await expect(reader.append('agency-a', 'any', eventsOf(1))).rejects.toThrow(
      `The log ${file} is open for reading only: open it for writing.`,
    );
    await reader.close();
    await log.close();
  });

  const anotherProgram = () => {
    const db = new Database(file);
    db.exec('CREATE TABLE cats (name TEXT)');
    db.close();
  };

  const unusable: [string, () => void, string, { readonly?: boolean }?][] = [
    [
      'is the database of another program',
      anotherProgram,
      'is not a log of budget-ledger but the database of another program: name another file.',
    ],
    [
      'has the mark of another program',
      () => {
        const db = new Database(file);
        db.pragma('application_id = 7');
        db.close();
      },
      'is not a log of budget-ledger but the database of another program: name another file.',
    ],
    [
      'was written by a newer version',
      () => {
        const db = openLogFile({ file });
        db.pragma('user_version = 99');
        db.close();
      },
      'was written by a newer version of budget-ledger (its schema is 99, this program knows 4): start that version.',
    ],
    [
      'is no database',
      () => writeFileSync(file, 'a budget, '.repeat(1_000)),
      'is not a database: name another file, or move this one away.',
    ],
    ['is a folder', () => mkdirSync(file), 'cannot be opened at'],
    ['is not there to be read', () => {}, 'There is no log at', { readonly: true }],
    [
      'is empty and only to be read',
      () => writeFileSync(file, ''),
      'is not a log of budget-ledger but an empty file',
      { readonly: true },
    ],
  ];

  it.each(unusable)('that %s is refused and not changed', (_, prepare, sentence, ...[options]) => {
    prepare();
    const bytes = () => {
      try {
        return readFileSync(file).toString('hex');
      } catch {
        return undefined;
      }
    };
    const before = bytes();
    expect(() => SqliteEventLog.open({ file, ...options })).toThrow(
      expect.objectContaining({
        code: 'data-folder-unusable',
        message: expect.stringContaining(sentence) as unknown,
      }) as Error,
    );
    expect(bytes()).toBe(before);
  });

  it('cannot be in a folder that is a file', () => {
    writeFileSync(join(folder, 'data'), '');
    file = join(folder, 'data', 'log.db');
    expect(() => SqliteEventLog.open({ file })).toThrow(
      `The log cannot be opened at ${file}: name a file in a folder that exists or can be created, and that this user may write to.`,
    );
  });

  // Root may write everywhere except where the kernel refuses.
  it('cannot be in a folder without write permission', () => {
    expect(() => SqliteEventLog.open({ file: '/proc/log.db' })).toThrow(
      expect.objectContaining({ code: 'data-folder-unusable' }) as Error,
    );
  });
});
