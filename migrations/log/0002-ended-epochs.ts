import type { Script } from './0001-events.js';

/**
 * The epochs that were ended by a restore or a move: the last of their positions that is in the log, and its position
 * now. A restore rewrites the rows.
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
