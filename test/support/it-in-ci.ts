import { isThorough } from './rounds.js';

/** A test that takes long: it runs with LEDGER_TEST_THOROUGH=1, as in CI, and is skipped otherwise. */
export const itInCi = isThorough ? it : it.skip;
