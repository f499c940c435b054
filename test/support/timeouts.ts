/*
 * Limits for one whole test, against a hang: Jest ends it then. No test asserts by them how fast something is. Where random
 * work is repeated as often as in CI, and where the log or the views are on a server, every limit is at least CI_TEST_MS: such
 * a test takes many times as long as in `npm test`.
 */

const CI_TEST_MS = 300_000;

const isLong =
  process.env['LEDGER_TEST_THOROUGH'] === '1' ||
  Boolean(process.env['LEDGER_TEST_VIEWS'] || process.env['LEDGER_TEST_ESDB']);

const limit = (ms: number): number => (isLong ? Math.max(ms, CI_TEST_MS) : ms);

/** Jest's own limit, for tests that say nothing. */
export const TEST_MS = limit(20_000);

/** For tests that start processes: each one compiles its sources first, which takes seconds on a busy machine. */
export const PROCESS_TEST_MS = limit(120_000);

/** For tests that start, stop or kill a server, or that need one: a start alone takes seconds. */
export const SERVICE_TEST_MS = limit(120_000);

/** For tests that write thousands of events, or print and read whole documents. */
export const LARGE_DATA_TEST_MS = limit(120_000);

/** For tests of random histories, each in a ledger of its own. */
export const RANDOM_TEST_MS = limit(120_000);

/** For hooks that build the program, or run rounds of kills. */
export const BUILD_TEST_MS = 600_000;
