import { cases, rounds } from '../support/rounds.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';
import { DEFECTS } from './defects.js';
import { simulate } from './simulate.js';
import { itInCi } from '../support/it-in-ci.js';

const SEEDS = rounds(4, 50);
const FIRST_SEEDS = Array.from({ length: rounds(1, 4) }, (_, i) => 1 + i * SEEDS);
/** How many seeds a defect has to be found in. */
const DEFECT_SEEDS = 100;

describe('Processes over one log, with faults of the log, of the views and of themselves', () => {
  it.each(FIRST_SEEDS)(
    `are right at rest, whatever happened: ${SEEDS} seeds from %i on`,
    async (first) => {
      const problems: string[] = [];
      for (let seed = first; seed < first + SEEDS; seed += 1) {
        const run = await simulate(seed);
        for (const problem of run.problems)
          problems.push(`${problem} (again: npm run test:simulation -- --seed ${seed})`);
      }
      expect(problems).toEqual([]);
    },
    LARGE_DATA_TEST_MS,
  );

  itInCi('do the same again for the same seed', async () => {
    const first = await simulate(7);
    expect(await simulate(7)).toEqual(first);
    expect((await simulate(8)).hash).not.toBe(first.hash);
  });

  it.each(cases(1, DEFECTS).map((defect) => [defect.name, defect] as const))(
    'are not right when %s',
    async (_, defect) => {
      for (let seed = 1; seed <= DEFECT_SEEDS; seed += 1)
        if ((await simulate(seed, defect)).problems.length > 0) return;
      throw new Error(`${DEFECT_SEEDS} seeds do not find it`);
    },
    LARGE_DATA_TEST_MS,
  );
});
