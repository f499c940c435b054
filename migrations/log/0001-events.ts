import type { Database } from 'better-sqlite3';

/** Executes the SQL of a migration. */
export type Script = Pick<Database, 'exec' | 'prepare'>;

/** Gets how many events a migration has rewritten, of how many. */
export type OnRewritten = (done: number, total: number) => void;

/**
 * The append-only log of the embedded ledger. Rows are never changed or removed; the triggers enforce this for every
 * program that opens the file.
 *
 * `position` is assigned under the write lock: with AUTOINCREMENT a rolled-back transaction would leave a gap. `id` is
 * text: a blob would save 3 % of the file but halve the reading speed. `(stream, version)` prevents two events with the
 * same version, and is the order in which a stream is read.
 */
export const up = (db: Script): void => {
  db.exec(`
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      version INTEGER NOT NULL,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      meta TEXT NOT NULL,
      UNIQUE (stream, version)
    ) STRICT;

    CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are written once: no update'); END;

    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are written once: no delete'); END;

    -- Which ledger this is. One row; a restore from a backup raises the epoch, and nothing else ever changes.
    CREATE TABLE ledger (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      id TEXT NOT NULL,
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      schema_version INTEGER NOT NULL
    ) STRICT;

    CREATE TRIGGER ledger_is_never_exchanged BEFORE UPDATE ON ledger
    WHEN NEW.id <> OLD.id OR NEW.epoch < OLD.epoch
    BEGIN SELECT RAISE(ABORT, 'a ledger keeps its id, and its epoch only grows'); END;

    CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'a ledger keeps its identity'); END;
  `);
};
