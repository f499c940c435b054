import { basename } from 'node:path';
import { printable } from '../text/columns.js';
import { documentFiles } from '../cli/document-files.js';
import { isSystemError, isRefusal, errorMessage } from '../cli/failure.js';
import type { Io } from '../cli/io.js';
import { agency, date, flag, many } from '../cli/options.js';
import type { Session } from '../cli/ledger.js';
import { withFileProgress } from '../cli/progress.js';
import { readFile } from '../cli/read-file.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { RoundTrip } from './round-trip.js';
import type { CheckedFile } from './check-file.js';
import type { Examined, Examiner } from './examiner.js';
import {
  addedBlock,
  addedFolder,
  checkedBlock,
  skippedLines,
  type FileAnswer,
  type RefusedFile,
} from './render/import-text.js';
import { roundTripBlock } from './render/round-trip.js';
import type { ImportAnswer } from './imports.answer.js';

const FOLDERS =
  'A folder stands for all documents below it, in the order of their names; hidden files and those of other kinds are skipped.';

const add = verb({
  words: 'imports add',
  summary: 'record published documents, each of them whole or not at all',
  notes: [FOLDERS],
  positionals: { named: many('FILE…') },
  options: {
    agency: agency("the agency's code (default: the printed name finds it, or registers it)"),
    'dry-run': flag('show what would be recorded, and record nothing'),
    strict: flag('refuse a document with a finding of severity error'),
    'published-on': date('the day on which the document was published'),
  },
  run: async ({ positionals: { named }, options, common, ledger }, io) => {
    const { files, skipped, fromFolder } = documentFiles(named);
    const publishedOn = options['published-on'] ?? null;
    const answer = await examining(async (examiner) => {
      const { ImportDocument } = await import('./import-document.js');
      const imported = {
        agency: options.agency,
        strict: options.strict,
        dryRun: options['dry-run'],
      };
      const work = async ({ execute }: Session): Promise<readonly FileAnswer[]> => {
        const answers: FileAnswer[] = [];
        await eachDocument(examiner, files, publishedOn, io, async ({ file, bytes, result }) => {
          try {
            const command = new ImportDocument(result(), imported, { actor: common.actor });
            answers.push({ ...(await execute(command)), file });
          } catch (error) {
            answers.push(await refusedFile(file, bytes, error));
          }
        });
        return answers;
      };
      return imported.dryRun ? ledger.dryRun(work) : ledger.change(work);
    });
    const refused = answer.filter((each) => each.status === 'refused');
    return {
      answer,
      text: (style) =>
        fromFolder
          ? addedFolder(answer, skipped, style)
          : answer.map((each) => addedBlock(each, style)).join('\n'),
      exit: refused.length === 0 ? EXIT.ok : EXIT.refused,
      warning: refusalWarning(refused, files.length),
    };
  },
});

/** The threads that read documents start while the ledger opens, and end with the command. */
const examining = async <T>(work: (examiner: Examiner) => Promise<T>): Promise<T> => {
  const { Examiner } = await import('./examiner.js');
  const examiner = new Examiner().warm();
  try {
    return await work(examiner);
  } finally {
    await examiner.close();
  }
};

/** A file that was looked at. `result` gives what was read or throws why nothing was. */
interface Looked {
  readonly file: string;
  readonly bytes: Uint8Array | undefined;
  readonly result: () => Examined;
}

/** Documents that are read ahead of the one that is worked on: enough to keep the threads busy, whatever the folder's size. */
const AHEAD = 3;

/** Works on the documents one after another, in their order, while the next ones are read. */
const eachDocument = (
  examiner: Examiner,
  files: readonly string[],
  publishedOn: CivilDate | null,
  io: Io,
  work: (looked: Looked) => Promise<void>,
): Promise<void> =>
  withFileProgress(io, files.length, async (next) => {
    const begun: Promise<Looked>[] = [];
    for (const [i, file] of files.entries()) {
      while (begun.length < AHEAD && i + begun.length < files.length)
        begun.push(look(examiner, files[i + begun.length]!, publishedOn, io));
      next(printable(file));
      await work(await begun.shift()!);
    }
  });

const look = async (
  examiner: Examiner,
  file: string,
  publishedOn: CivilDate | null,
  io: Io,
): Promise<Looked> => {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readFile(file, io.stdin);
    const examined = await examiner.examine(bytes, basename(file), publishedOn);
    return { file, bytes, result: () => examined };
  } catch (error) {
    return {
      file,
      bytes,
      result: () => {
        throw error;
      },
    };
  }
};

const refusedFile = async (
  file: string,
  bytes: Uint8Array | undefined,
  error: unknown,
): Promise<RefusedFile> => {
  const findings = isRefusal(error) ? error.details['findings'] : undefined;
  return {
    file,
    sha256: await sha256Of(bytes),
    status: 'refused',
    budget: null,
    agency: null,
    fiscalYear: null,
    scope: null,
    tables: [],
    lines: 0,
    claims: 0,
    findings: (findings as ImportAnswer['findings'] | undefined) ?? [],
    changes: null,
    projects: [],
    assets: [],
    token: null,
    problem: problemOf(error),
  };
};

/** Why a file was refused; what is no refusal is thrown on. */
const problemOf = (error: unknown): RefusedFile['problem'] => {
  if (!isRefusal(error) && !isSystemError(error)) throw error;
  return {
    code: isRefusal(error) ? error.code : 'document-unreadable',
    detail: errorMessage(error),
  };
};

const sha256Of = async (bytes: Uint8Array | undefined): Promise<string | null> => {
  if (bytes === undefined) return null;
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(bytes).digest('hex');
};

const refusalWarning = (
  refused: readonly Pick<RefusedFile, 'file' | 'problem'>[],
  files: number,
): string | undefined => {
  const [first] = refused;
  if (first === undefined) return undefined;
  const { detail } = first.problem;
  const sentence = detail.includes(basename(first.file)) ? detail : `${first.file}: ${detail}`;
  return printable(
    files === 1 ? sentence : `${refused.length} of ${files} files were refused: ${sentence}`,
  );
};

const check = verb({
  words: 'imports check',
  summary:
    'read and check documents, with no ledger: exit 3 when a finding is an error or a cell differs',
  notes: [FOLDERS],
  positionals: { named: many('FILE…') },
  options: {
    'round-trip': flag('also compare each cell with what a ledger of the document would print'),
  },
  run: async ({ positionals: { named }, options, common, ledger }, io) => {
    const { files, skipped, fromFolder } = documentFiles(named);
    const { checkedFile } = await import('./check-file.js');
    const { roundTripOf } = await import('./round-trip.cli.js');
    const answer: (CheckedFile & {
      readonly problem?: RefusedFile['problem'];
      readonly roundTrip?: RoundTrip;
    })[] = [];
    await examining((examiner) =>
      eachDocument(examiner, files, null, io, async ({ file, bytes, result }) => {
        try {
          const examined = result();
          answer.push({
            ...checkedFile(file, examined),
            ...(options['round-trip']
              ? { roundTrip: await roundTripOf(examined, common.actor, ledger) }
              : {}),
          });
        } catch (error) {
          // A file that was named is meant to be a budget; a folder may hold others.
          if (!fromFolder) throw error;
          answer.push({
            file,
            sha256: await sha256Of(bytes),
            findings: [],
            problem: problemOf(error),
          });
        }
      }),
    );
    const refused = answer.flatMap(({ file, problem }) => (problem ? [{ file, problem }] : []));
    const fails = answer.some(
      ({ findings, roundTrip }) =>
        findings.some(({ severity }) => severity === 'error') ||
        (roundTrip?.differences.length ?? 0) > 0,
    );
    return {
      answer,
      text: (style) =>
        [
          ...answer.map(
            (each) =>
              checkedBlock(each, style) +
              (each.roundTrip ? roundTripBlock(each.roundTrip, style) : ''),
          ),
          ...skippedLines(skipped).map((line) => `${line}\n`),
        ].join('\n'),
      exit: refused.length > 0 ? EXIT.refused : fails ? EXIT.findings : EXIT.ok,
      warning: refusalWarning(refused, files.length),
    };
  },
});

export const importsVerbs: readonly Verb[] = [add, check];
