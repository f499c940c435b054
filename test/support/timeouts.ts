/*
 * Limits for one whole test, against a hang: Jest ends it then. No test asserts by them how fast something is. Jest's own
 * limit for the other tests is in jest.config.mjs.
 */

/** For tests that start processes: each one compiles its sources first, which takes seconds on a busy machine. */
export const PROCESS_TEST_MS = 120_000;

/** For tests that start, stop or kill a server, or that need one: a start alone takes seconds. */
export const SERVICE_TEST_MS = 120_000;

/** For tests that write thousands of events, or print and read whole documents. */
export const LARGE_DATA_TEST_MS = 120_000;

/** For hooks that build the program, or run rounds of kills. */
export const BUILD_TEST_MS = 600_000;
