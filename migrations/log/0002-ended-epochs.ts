import type { Script } from './0001-events.js';

/**
 * What the log still has of the epochs that a restore or a move has ended: up to which position, and where that stands
 * now. A restore says it anew, so rows may change.
 */
export const up = (db: Script): void => {
  db.exec(`
    CREATE TABLE ended_epochs (
      epoch INTEGER PRIMARY KEY CHECK (epoch >= 1),
      up_to INTEGER NOT NULL,
      position INTEGER NOT NULL,
      renumbered INTEGER NOT NULL CHECK (renumbered IN (0, 1))
    ) STRICT;
  `);
};
