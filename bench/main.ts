import { parseArgs } from 'node:util';
import { benchAmendments } from './http/amendments.js';
import { benchAppends } from './appends.js';
import { benchAsOf } from './as-of.js';
import { benchDocuments } from './documents.js';
import { benchEventStoreDb } from './eventstoredb.js';
import { benchHttp } from './http/reads.js';
import { benchImport } from './import.js';
import { Ledgers } from './ledgers.js';
import { benchMemory } from './memory/memory.js';
import { benchOneLine } from './one-line.js';
import { benchPages } from './pages/pages.js';
import { benchPostgres } from './postgres.js';
import { benchProof } from './proof.js';
import { benchRebuild } from './rebuild.js';
import { figuresSoFar, keep, writeReadme } from './readme/readme.js';
import { print, save, targetsOf, type Section } from './report.js';
import { benchScale } from './scale.js';
import { benchStartUp } from './start-up.js';
import { benchStream } from './stream/stream.js';
import { Workspace } from './workspace.js';

const BENCHES = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'i',
  'j',
  'k',
  'l',
  'm',
  'n',
  'o',
  'p',
] as const;
type Bench = (typeof BENCHES)[number];

const USAGE = `npm run bench [-- OPTIONS]

  --quick               a few minutes instead of 25: without the ledger of a million events
  --huge                an hour more, and 20 GB of the disk: with a ledger of ten million events, and
                        one of a million on EventStoreDB
  --only ${BENCHES.join(',')}
                        only these benchmarks
  --esdb ADDRESS        also on this EventStoreDB
  --postgres ADDRESS    also on this PostgreSQL
  --documents FOLDER    the folder of the documents that are read
  --readme              measures nothing: writes bench/README.md from the figures that are kept
  --minutes N           how long the memory is watched under load (default 1)
`;

/**
 * `npm run bench`, with the options of {@link USAGE}: prints a table for each benchmark, and the targets, and saves every figure in
 * bench/results/. Figures that are compared are measured in the same run, in turns. Without `--quick` each benchmark replaces its section
 * of bench/README.md once it is done. A benchmark that needs a server is skipped unless its address is given. One that fails is told,
 * the others run, and the process ends with 1.
 */
const main = async (): Promise<void> => {
  const values = optionsOf();
  if (values.help) return console.log(USAGE);
  if (values.readme) return writeReadme(figuresSoFar());
  const { quick, huge } = values;
  const sizes = [10_000, 100_000];
  if (!quick) sizes.push(1_000_000);
  if (huge) sizes.push(10_000_000);
  const chosen = values.only?.split(',') ?? BENCHES;
  const workspace = new Workspace();
  const ledgers = new Ledgers(workspace);
  const run = (bench: Bench): Promise<Section> => {
    switch (bench) {
      case 'a':
        return benchAppends(workspace, quick);
      case 'b':
        return benchImport(workspace, quick);
      case 'c':
        return benchRebuild(ledgers, sizes);
      case 'd':
        return benchAsOf(ledgers, sizes, quick ? 1_000 : 2_000);
      case 'e':
        return benchStartUp(workspace, quick);
      case 'f':
        return benchEventStoreDb(values.esdb, huge ? 1_000_000 : quick ? 20_000 : 300_000, quick);
      case 'g':
        return benchPostgres(values.postgres, ledgers, workspace, quick);
      case 'h':
        return benchDocuments(workspace, values.documents, quick);
      case 'i':
        return benchOneLine(workspace, quick);
      case 'j':
        return benchProof(workspace, ledgers, quick);
      case 'k':
        return benchHttp(ledgers, workspace, quick);
      case 'l':
        return benchScale(workspace, ledgers, sizes, quick);
      case 'm':
        return benchPages(workspace, quick);
      case 'n':
        return benchMemory(workspace, values, minutesOf(values.minutes));
      case 'o':
        return benchStream(values.postgres, ledgers, workspace, quick);
      case 'p':
        return benchAmendments(workspace, quick);
    }
  };
  const sections: Section[] = [];
  // The files of a run are large: remove them also when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      workspace.remove();
      process.exit(1);
    });
  try {
    for (const bench of BENCHES.filter((each) => chosen.includes(each))) {
      const began = performance.now();
      try {
        const section = await run(bench);
        const seconds = (performance.now() - began) / 1_000;
        sections.push(section);
        print(section);
        console.log(`  · Took ${Math.round(seconds)} s.`);
        if (!quick && section.rows.length > 0) await keep(bench, section, seconds);
      } catch (error) {
        console.error(`\n${bench} failed:`, error);
        process.exitCode = 1;
      }
    }
  } finally {
    workspace.remove();
  }
  if (sections.length > 1) print(targetsOf(sections));
  console.log(`\nAll figures: ${save(quick, sections)}`);
};

const minutesOf = (minutes: string | undefined): number => {
  if (minutes === undefined) return 1;
  if (Number(minutes) > 0) return Number(minutes);
  console.error(`--minutes is a number above 0, not "${minutes}".\n\n${USAGE}`);
  process.exit(2);
};

const optionsOf = () => {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        huge: { type: 'boolean', default: false },
        readme: { type: 'boolean', default: false },
        only: { type: 'string' },
        esdb: { type: 'string' },
        postgres: { type: 'string' },
        documents: { type: 'string' },
        minutes: { type: 'string' },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
};

await main();
