import type { Database, Statement } from 'better-sqlite3';

/** The prepared statements of an append. */
export interface AppendStatements {
  readonly begin: Statement<[]>;
  readonly commit: Statement<[]>;
  readonly rollback: Statement<[]>;
  readonly savepoint: Statement<[]>;
  readonly release: Statement<[]>;
  readonly undo: Statement<[]>;
  /** A number that changes with each commit of another connection. */
  readonly dataVersion: Statement<[], number>;
  readonly last: Statement<[], { position: number; meta: string }>;
  readonly lastVersion: Statement<[string], number>;
  readonly run: Statement<[string, number, number], { id: string; position: number }>;
  /** Searches one stream, event by event. */
  readonly versionOf: Statement<[string, string], number>;
  readonly insert: Statement<[number, string, number, string, string, string, string], unknown>;
}

/** Prepares the statements of an append, once per connection. */
export const appendStatements = (db: Database): AppendStatements => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  savepoint: db.prepare('SAVEPOINT one_append'),
  release: db.prepare('RELEASE one_append'),
  undo: db.prepare('ROLLBACK TO one_append'),
  dataVersion: db.prepare<[], number>('PRAGMA data_version').pluck(),
  last: db.prepare('SELECT position, meta FROM events ORDER BY position DESC LIMIT 1'),
  lastVersion: db
    .prepare<[string], number>(
      'SELECT version FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
    )
    .pluck(),
  run: db.prepare(
    'SELECT id, position FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
  ),
  versionOf: db
    .prepare<[string, string], number>('SELECT version FROM events WHERE stream = ? AND id = ?')
    .pluck(),
  insert: db.prepare(
    'INSERT INTO events (position, stream, version, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
});
