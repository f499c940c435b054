import { isThorough } from './rounds.js';
import { onEventStoreDb, onPostgres } from './test-stores.js';

/** A test that takes long: it runs with LEDGER_TEST_THOROUGH=1, as in CI, and is skipped otherwise. */
export const itInCi = isThorough ? it : it.skip;

/**
 * A test that takes long and depends on the engine of the log or of the views: it also runs wherever one of them is on a server, as
 * in the later stages of CI, which are not thorough.
 */
export const itInEachStageOfCi = isThorough || onEventStoreDb || onPostgres ? it : it.skip;
