import { parseArgs } from 'node:util';
import { simulate, type Simulated } from './simulate.js';

/*
 * Runs many seeds of the simulation: `npm run test:simulation -- --seeds 10000 [--from 1]`, or one with all its problems:
 * `-- --seed 42`. The exit code is 1 when a run has a problem; its seed is printed, and gives the same run again.
 */

/** The number of problems that are printed of a run. */
const PROBLEMS_MAX = 10;
const PROGRESS_EVERY = 500;

const options = () => {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string', default: '200' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}. The options are --seeds N, --from N and --seed N.`);
    process.exit(2);
  }
};
const values = options();

const wholeNumber = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} is a whole number, not "${text}".`);
  process.exit(2);
};

const seeds = values.seed === undefined ? wholeNumber('seeds', values.seeds) : 1;
const first = wholeNumber('seed', values.seed ?? values.from);
const failed: Simulated[] = [];
const sums = { events: 0, acknowledged: 0, refused: 0, unknown: 0, kills: 0 };
for (let i = 0; i < seeds; i += 1) {
  const run = await simulate(first + i);
  for (const each of Object.keys(sums) as (keyof typeof sums)[]) sums[each] += run[each];
  if (run.problems.length > 0) {
    failed.push(run);
    console.log(`seed ${run.seed}: ${run.problems.length} problems, after ${run.steps} steps`);
    for (const problem of run.problems.slice(0, PROBLEMS_MAX)) console.log(`  ${problem}`);
    console.log(`  again: npm run test:simulation -- --seed ${run.seed}`);
  } else if (seeds === 1)
    console.log(`seed ${run.seed}: no problem, ${run.steps} steps, ${run.hash}`);
  if ((i + 1) % PROGRESS_EVERY === 0) console.log(`${i + 1} of ${seeds} seeds`);
}
console.log(
  `${seeds} seeds, ${failed.length} with problems: ${sums.events} events, ${sums.acknowledged} requests acknowledged, ${sums.refused} refused, ${sums.unknown} without an answer, ${sums.kills} kills`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
