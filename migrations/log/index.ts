import { up as events, type OnRewritten, type Script } from './0001-events.js';
import { up as endedEpochs } from './0002-ended-epochs.js';
import { up as unchangedKeys } from './0003-unchanged-keys.js';
import { up as noIndexOfIds } from './0004-no-index-of-ids.js';

/** The migrations of the embedded log. A file's `user_version` is the number of migrations applied. Never change one. */
export const LOG_MIGRATIONS: readonly ((db: Script, progress?: OnRewritten) => void)[] = [
  events,
  endedEpochs,
  unchangedKeys,
  noIndexOfIds,
];

/** What a migration of the log runs its SQL on, and what it tells of its progress. */
export type { OnRewritten, Script };
