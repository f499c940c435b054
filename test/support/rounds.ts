/** CI repeats random work more often than `npm test`, which a contributor waits for. */
const isThorough = process.env['LEDGER_TEST_THOROUGH'] === '1';

/** How often a test repeats random work: `few` in `npm test`, `many` with LEDGER_TEST_THOROUGH=1. */
export const rounds = (few: number, many: number): number => (isThorough ? many : few);
