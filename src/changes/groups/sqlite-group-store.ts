import Database from 'better-sqlite3';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { GROUP_MIGRATIONS } from '../../../migrations/groups/index.js';
import { Refusal } from '../../domain/errors.js';
import { makeFolder } from '../../sqlite/make-folder.js';
import { firstRevision, GroupStore, type KeptGroup } from './group-store.js';

/** Marks a file as one of groups: `BGRP` in the SQLite header. */
const APPLICATION_ID = 0x42_47_52_50;
const BUSY_TIMEOUT_MS = 5_000;
/** The mode of the file: nobody else on the machine reads it. */
const OWNER_ONLY = 0o600;

/** The groups in an SQLite file, which is made when the first one is written; in memory for `:memory:`. */
export class SqliteGroupStore extends GroupStore {
  #db: Database.Database | undefined;

  /** @param clock gives the time in ms: the processes that use a file are on one machine. */
  constructor(
    private readonly file: string,
    private readonly clock: () => number = Date.now,
  ) {
    super();
  }

  async read(name: string): Promise<KeptGroup | undefined> {
    return this.#use((db) =>
      db
        .prepare<[string], KeptGroup>('SELECT revision, state FROM groups WHERE name = ?')
        .get(name),
    );
  }

  async names(): Promise<readonly string[]> {
    return (
      this.#use((db) =>
        db.prepare<[], string>('SELECT name FROM groups ORDER BY name').pluck().all(),
      ) ?? []
    );
  }

  async write(name: string, revision: number, state: string): Promise<boolean> {
    const sql =
      revision === 0
        ? 'INSERT INTO groups (state, name, revision) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING'
        : 'UPDATE groups SET state = ?, revision = revision + 1 WHERE name = ? AND revision = ?';
    const at = revision === 0 ? firstRevision() : revision;
    return this.#use((db) => db.prepare(sql).run(state, name, at).changes === 1, true)!;
  }

  async delete(name: string, revision: number): Promise<boolean> {
    const sql = 'DELETE FROM groups WHERE name = ? AND revision = ?';
    return this.#use((db) => db.prepare(sql).run(name, revision).changes === 1) ?? false;
  }

  async now(): Promise<number> {
    return this.clock();
  }

  async close(): Promise<void> {
    this.#db?.close();
    this.#db = undefined;
  }

  /** Undefined where there is no file yet, and none is to be made. */
  #use<T>(work: (db: Database.Database) => T, make = false): T | undefined {
    try {
      if (this.#db === undefined) {
        if (!make && this.file !== ':memory:' && !existsSync(this.file)) return undefined;
        this.#db = this.#open();
      }
      return work(this.#db);
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      throw new Refusal(
        'groups-unavailable',
        `The groups in ${this.file} cannot be used now (${error.message}). Repeat it in a moment.`,
        {},
        { cause: error },
      );
    }
  }

  #open(): Database.Database {
    if (this.file !== ':memory:') {
      makeFolder(dirname(this.file));
      // It holds the secrets of webhooks. What SQLite writes beside it gets the same mode.
      closeSync(openSync(this.file, 'a', OWNER_ONLY));
      chmodSync(this.file, OWNER_ONLY);
    }
    const db = new Database(this.file, { timeout: BUSY_TIMEOUT_MS });
    try {
      db.transaction(() => {
        const version = Number(db.pragma('user_version', { simple: true }));
        const application = Number(db.pragma('application_id', { simple: true }));
        const isBlank = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
        if ((application !== APPLICATION_ID && !isBlank) || version > GROUP_MIGRATIONS.length)
          throw new Refusal(
            'data-folder-unusable',
            `${this.file} belongs to another program or to a newer version of budget-ledger: name another file in LEDGER_GROUPS.`,
          );
        for (const up of GROUP_MIGRATIONS.slice(version)) db.exec(up('groups'));
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${GROUP_MIGRATIONS.length}`);
      }).exclusive();
      // What was acknowledged must not come again after a power cut.
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }
}
