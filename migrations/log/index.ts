import { up as events, type Script } from './0001-events.js';
import { up as endedEpochs } from './0002-ended-epochs.js';

/** The steps of the embedded log's schema; a file's `user_version` is how many it has had. A step never changes. */
export const LOG_MIGRATIONS: readonly ((db: Script) => void)[] = [events, endedEpochs];

export type { Script };
