import type { OnRewritten, Script } from './0001-events.js';

/** The positions that are copied by one statement. */
const STEP = 20_000;

/**
 * The ids of events are random, so that an index of them wrote a page of its own for almost every event, and more slowly the
 * larger the ledger was. An event is named by its stream and version; only an idempotency key has to be found in the whole
 * log. `recorded_keys` holds the first 64 bits of the id that the first event under a key has, and where it is. Two keys may
 * have the same bits, so the id is compared.
 *
 * SQLite cannot drop the index of a constraint: the rows are copied into a new table, in the transaction of all migrations. It
 * needs free disk space of twice the size of the file; the space of the old table is used by later events.
 */
export const up = (db: Script, progress: OnRewritten = () => {}): void => {
  db.exec(`
    CREATE TABLE events_by_position (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      version INTEGER NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      meta TEXT NOT NULL
    ) STRICT;
  `);
  const copy = db.prepare<[number, number]>(`
    INSERT INTO events_by_position SELECT position, stream, version, id, type, data, meta FROM events
    WHERE position > ? AND position <= ? ORDER BY position
  `);
  const last = db
    .prepare<[], number>('SELECT coalesce(max(position), 0) FROM events')
    .pluck()
    .get()!;
  for (let done = 0; done < last; done += STEP) {
    copy.run(done, done + STEP);
    progress(Math.min(done + STEP, last), last);
  }
  db.exec(`
    DROP TABLE events;
    ALTER TABLE events_by_position RENAME TO events;
    CREATE UNIQUE INDEX events_of_a_stream ON events (stream, version);

    CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are written once: no update'); END;

    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are written once: no delete'); END;

    CREATE TABLE recorded_keys (
      id_start BLOB NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (id_start, position)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO recorded_keys
      SELECT unhex(replace(substr(id, 1, 18), '-', '')), position FROM events
      WHERE substr(id, 29) = '00000000' AND instr(meta, '"idempotency":{') > 0;

    CREATE TRIGGER recorded_keys_are_never_updated BEFORE UPDATE ON recorded_keys
    BEGIN SELECT RAISE(ABORT, 'keys are written once: no update'); END;

    CREATE TRIGGER recorded_keys_are_never_deleted BEFORE DELETE ON recorded_keys
    BEGIN SELECT RAISE(ABORT, 'keys are written once: no delete'); END;
  `);
};
