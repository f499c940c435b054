import 'reflect-metadata';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { examine } from '../src/reading/examine.js';
import { CLI, runChild } from './child.js';
import { AGENCY, SAMPLES } from './import.js';
import { median, percentile } from './measure.js';
import { libraryOf } from './peers/parsing-libraries.js';
import { atLeast, atMost, milliseconds, progress, rate, type Row, type Section } from './report.js';
import { ended, node } from './start-up.js';
import type { Workspace } from './workspace.js';

/** Upper bounds from bytes to preview in a warm process, by kind of document, in ms. */
const MS_MAX: Readonly<Record<string, number>> = { '.pdf': 1_000, '.xlsx': 200, '.docx': 200 };
const TEXT_MS_MAX = 50;
const QUARTER_TARGET = 0.95;
const FOLDER_PER_SECOND = 60;
const FOLDER_MIB_MAX = 400;
const PRINTED = ['pdf', 'xlsx', 'docx', 'csv'] as const;

/** Time and memory for a folder of documents, for each quarter of it. */
interface FolderRun {
  readonly documents: number;
  readonly seconds: readonly number[];
  readonly rssMiB: readonly number[];
  readonly peakMiB: number;
}

/**
 * Reads and checks documents of each kind, and imports a folder of documents into a ledger. `documents` names a folder with
 * more files to measure; without it only what the product prints of its sample is measured.
 */
export const benchDocuments = async (
  workspace: Workspace,
  documents: string | undefined,
  quick: boolean,
): Promise<Section> => {
  const repetitions = quick ? 5 : 7;
  const files = [...(await printed(workspace)), ...(documents ? filesIn(documents) : [])];
  const rows: Row[] = [];
  const raw: Record<string, unknown> = {};
  for (const file of files) {
    const bytes = readFileSync(file);
    const ours: number[] = [];
    const library: number[] = [];
    const theirs = libraryOf(file);
    for (let i = -3; i < repetitions; i += 1) {
      const start = performance.now();
      await examine(bytes, basename(file), null);
      const between = performance.now();
      await theirs.parse(bytes);
      const end = performance.now();
      if (i < 0) continue;
      ours.push(between - start);
      library.push(end - between);
    }
    const [p50, share] = [median(ours), median(library) / median(ours)];
    rows.push({
      what: `${basename(file)}, ${Math.round(bytes.length / 1024)} KiB`,
      ours: milliseconds(p50),
      beside: `${milliseconds(median(library))} ${theirs.name}`,
      ratio: share,
      target: atMost(p50, MS_MAX[extname(file)] ?? TEXT_MS_MAX, 'ms'),
    });
    raw[basename(file)] = { ours, library, p99: percentile(ours, 99) };
  }
  const folder = await folderRun(workspace, quick ? 100 : 1_000);
  raw['folder'] = folder;
  const quarter = folder.documents / 4;
  rows.push(
    {
      what: `a folder of ${folder.documents} documents, last quarter beside the first`,
      ours: rate(quarter / folder.seconds.at(-1)!, 'documents'),
      beside: rate(quarter / folder.seconds[0]!, 'documents'),
      ratio: folder.seconds[0]! / folder.seconds.at(-1)!,
      target: atLeast(folder.seconds[0]! / folder.seconds.at(-1)!, QUARTER_TARGET),
    },
    {
      what: '  all of it',
      ours: rate(
        folder.documents / folder.seconds.reduce((sum, each) => sum + each, 0),
        'documents',
      ),
      beside: '',
      ratio: null,
      target: atLeast(
        folder.documents / folder.seconds.reduce((sum, each) => sum + each, 0),
        FOLDER_PER_SECOND,
      ),
    },
    {
      what: 'memory after it, beside after its first half',
      ours: `${folder.rssMiB.at(-1)!.toFixed(0)} MiB`,
      beside: `${folder.rssMiB[1]!.toFixed(0)} MiB`,
      ratio: folder.rssMiB[1]! / folder.rssMiB.at(-1)!,
      target: atMost(folder.rssMiB.at(-1)!, FOLDER_MIB_MAX, 'MiB'),
    },
  );
  return {
    title: 'h. Documents of every kind',
    rows,
    notes: [
      'In a warm process, on one thread. The ratio of a document is the share of time that the parsing library alone needs.',
      'The folder is read on two threads and imported into an embedded ledger in a separate process.',
      ...(documents ? [] : ['Published files are measured with --documents FOLDER.']),
    ],
    raw,
  };
};

/** The sample, and what the product prints of it in every format. */
const printed = async (workspace: Workspace): Promise<readonly string[]> => {
  const folder = workspace.path('printed');
  mkdirSync(folder);
  const data = workspace.path('printed-ledger');
  const sample = join(SAMPLES, 'baoshan-2023-department.txt');
  await ended(node(CLI, 'imports', 'add', sample, '--agency', 'bench', '--data', data, '--json'));
  const files = [sample];
  for (const format of PRINTED) {
    const file = join(folder, `printed.${format}`);
    const flags = ['--format', format, '--out', file, '--data', data];
    await ended(node(CLI, 'budgets', 'document', 'bench-2023-department', ...flags));
    files.push(file);
  }
  return files;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

const folderRun = async (workspace: Workspace, documents: number): Promise<FolderRun> => {
  const folder = workspace.path('folder');
  mkdirSync(folder);
  const samples = readdirSync(SAMPLES).map((name) => readFileSync(join(SAMPLES, name), 'utf8'));
  for (let i = 0; i < documents; i += 1)
    writeFileSync(
      join(folder, `${String(i).padStart(5, '0')}.txt`),
      samples[i % samples.length]!.replaceAll(AGENCY, `${AGENCY}第${Math.floor(i / 2)}分中心`),
    );
  progress(`importing a folder of ${documents} documents …`);
  const run = await runChild<FolderRun>('folder', [folder, workspace.path('folder-ledger')]);
  progress('');
  return run;
};
