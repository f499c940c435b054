/** CI repeats random work more often than `npm test`, which a contributor waits for. */
export const isThorough = process.env['LEDGER_TEST_THOROUGH'] === '1';

/** How often a test repeats random work: `few` in `npm test`, `many` with LEDGER_TEST_THOROUGH=1. */
export const rounds = (few: number, many: number): number => (isThorough ? many : few);

/** The cases of a test that repeats one sentence: the first `few` in `npm test`, all with LEDGER_TEST_THOROUGH=1. */
export const cases = <T>(few: number, all: readonly T[]): readonly T[] =>
  isThorough ? all : all.slice(0, few);
