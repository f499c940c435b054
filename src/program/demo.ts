import { join, relative } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Io } from '../cli/io.js';
import { nodeTooOld } from '../cli/node-version.js';
import type { BudgetAnswer } from '../budgets/budgets.answer.js';

/*
 * npm run demo: two years of one agency, from the published documents to the change between the years and back to a printed
 * cell. It runs commands that a user can run. The ledger is in data/demo, where a second run finds the documents recorded.
 */

const DATA = join('data', 'demo');
const SAMPLES = relative(
  process.cwd(),
  fileURLToPath(new URL('../../../samples', import.meta.url)),
);
const DOCUMENTS = ['baoshan-2022-unit.md', 'baoshan-2023-department.txt'];
const LINE = '2120199';

type Main = (argv: readonly string[], io: Io) => Promise<number>;

const demo = async (main: Main, io: Io, andServe: boolean): Promise<number> => {
  const type = async (...argv: string[]): Promise<void> => {
    const command = [...argv, '--data', DATA];
    process.stdout.write(`$ npx budget-ledger ${command.join(' ')}\n\n`);
    const exit = await main(command, io);
    if (exit !== 0) throw new Stopped(exit);
    process.stdout.write('\n');
  };
  await type('imports', 'add', ...DOCUMENTS.map((name) => join(SAMPLES, name)));
  const budget = await newest(main, io);
  await type('budgets', 'table', budget, '3');
  await type('budgets', 'deltas', budget);
  await type('budgets', 'trail', budget, '--line', LINE);
  await type('audit', 'verify');
  if (andServe) await type('serve');
  else
    process.stdout.write(
      `The ledger is in ${DATA}; npm run demo -- --serve also serves it on this machine.\n`,
    );
  return 0;
};

/** The budget of the latest year, from the JSON output of a command. */
const newest = async (main: Main, io: Io): Promise<string> => {
  let answer = '';
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      answer += chunk.toString();
      done();
    },
  });
  const exit = await main(['budgets', 'list', '--json', '--data', DATA], { ...io, stdout });
  if (exit !== 0) throw new Stopped(exit);
  const budgets = JSON.parse(answer) as BudgetAnswer[];
  return budgets.toSorted((a, b) => b.fiscalYear - a.fiscalYear)[0]!.budget;
};

/** A command failed; it has printed the reason. */
class Stopped extends Error {
  constructor(readonly exit: number) {
    super();
  }
}

const problem = nodeTooOld('npm run demo');
if (problem === undefined) {
  const { main } = await import('./run-command.js');
  const { processIo } = await import('../cli/io.js');
  const andServe = process.argv.includes('--serve');
  process.exitCode = await demo(main, processIo(), andServe).catch((error: unknown) => {
    if (error instanceof Stopped) return error.exit;
    throw error;
  });
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
