/** What a schema is written with. */
export interface Script {
  exec(sql: string): unknown;
}

/**
 * The append-only log of the embedded ledger. Nothing in the product may change or remove a row of it; the triggers hold
 * for every program that opens the file.
 *
 * `position` is given under the write lock, one after the other: a number that AUTOINCREMENT gave to a transaction that
 * rolled back would be a hole. `id` is text: a blob saves 3 % of the file and costs half the speed of reading it.
 * `(stream, version)` makes two writers of one version impossible, and is the order in which a stream is read.
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
