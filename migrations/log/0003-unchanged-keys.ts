import type { Script } from './0001-events.js';

/**
 * The idempotency keys of requests that recorded nothing, with where their streams were then. A key that recorded events is
 * in no table: the ids of its events are made of it, and an id is stored once.
 */
export const up = (db: Script): void => {
  db.exec(`
    CREATE TABLE unchanged_keys (
      key TEXT PRIMARY KEY,
      stream TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      version INTEGER NOT NULL,
      position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER unchanged_keys_are_never_updated BEFORE UPDATE ON unchanged_keys
    BEGIN SELECT RAISE(ABORT, 'keys are written once: no update'); END;

    CREATE TRIGGER unchanged_keys_are_never_deleted BEFORE DELETE ON unchanged_keys
    BEGIN SELECT RAISE(ABORT, 'keys are written once: no delete'); END;
  `);
};
