import { parseArgs } from 'node:util';
import { killRounds, type Kill } from './kill-rounds.js';

/*
 * `npm run test:kill -- --rounds 10 [--esdb own|ADDRESS] [--postgres own|ADDRESS]`: kills the service and the servers of its
 * own with SIGKILL while writers and followers work, and prints a row for each kill. The exit code is 1 when anything was
 * lost, repeated, torn or reordered, or did not recover in time; 2 for a wrong option.
 */

const ROUNDS_MAX = 10_000;

const options = () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '10' },
      esdb: { type: 'string' },
      postgres: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > ROUNDS_MAX)
    throw new Error(`--rounds is a whole number from 1 to ${ROUNDS_MAX}, not "${values.rounds}".`);
  for (const [name, scheme] of [
    ['esdb', /^esdb(\+discover)?:\/\//],
    ['postgres', /^postgres(ql)?:\/\//],
  ] as const) {
    const server = values[name];
    if (server !== undefined && server !== 'own' && !scheme.test(server))
      throw new Error(`--${name} is "own" or the address of a server, not "${server}".`);
  }
  return { ...values, rounds };
};

const WIDTHS = [5, 14, 12, 6, 13];
const row = (cells: readonly (string | number)[]): string =>
  cells
    .map((cell, i) =>
      i === 1 ? String(cell).padEnd(WIDTHS[i]!) : String(cell).padStart(WIDTHS[i]!),
    )
    .join('  ');

const print = ({ round, killed, acknowledged, lost, recoveryMs }: Kill): void =>
  console.log(row([round, killed, acknowledged, lost, Math.round(recoveryMs)]));

const run = async (): Promise<number> => {
  let chosen: ReturnType<typeof options>;
  try {
    chosen = options();
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  console.log(row(['round', 'killed', 'acknowledged', 'lost', 'recovery (ms)']));
  const sums = { kills: 0, acknowledged: 0, lost: 0 };
  let problems: readonly string[];
  try {
    problems = await killRounds({
      ...chosen,
      onKill: (kill) => {
        print(kill);
        sums.kills += 1;
        sums.acknowledged += kill.acknowledged;
        sums.lost += kill.lost;
      },
    });
  } catch (error) {
    problems = [(error as Error).message];
  }
  for (const problem of problems) console.log(problem);
  console.log(
    `${sums.kills} kills, ${sums.acknowledged} changes acknowledged, ${sums.lost} lost${problems.length === 0 ? '; the views are those of a rebuild' : ''}`,
  );
  return problems.length === 0 && sums.lost === 0 ? 0 : 1;
};

process.exitCode = await run();
