import { basename } from 'node:path';
import { findingLines, bySeverity, countOf } from '../budgets/render/findings.js';
import { printable } from '../cli/columns.js';
import { isOfTheWorld, isRefusal, sentenceOf } from '../cli/failure.js';
import type { Io } from '../cli/io.js';
import { agency, date, flag, many } from '../cli/options.js';
import type { Paint } from '../cli/paint.js';
import { counting } from '../cli/progress.js';
import { readFile } from '../cli/read-file.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';
import type { CheckedFile } from './check-file.js';
import type { ImportAnswer } from './import-document.js';

/** Findings of a document that are told in full; all of them are in `--json` and in `budgets findings`. */
const FINDINGS_SHOWN = 5;

/** What became of one file. A refused one has the keys of the others, empty where nothing is known. */
type FileAnswer = ImportAnswer | RefusedFile;

interface RefusedFile {
  readonly file: string;
  readonly sha256: string | null;
  readonly status: 'refused';
  readonly budget: null;
  readonly agency: null;
  readonly fiscalYear: null;
  readonly scope: null;
  readonly tables: readonly [];
  readonly lines: 0;
  readonly claims: 0;
  readonly findings: ImportAnswer['findings'];
  readonly changes: null;
  readonly token: null;
  readonly problem: { readonly code: string; readonly detail: string };
}

const add = verb({
  words: 'imports add',
  summary: 'record published documents, each of them whole or not at all',
  positionals: { files: many('FILE…') },
  options: {
    agency: agency("the agency's code (default: the printed name finds it, or registers it)"),
    'dry-run': flag('show what would be recorded, and record nothing'),
    strict: flag('refuse a document with a finding of severity error'),
    'published-on': date('the day on which the document was published'),
  },
  run: async ({ positionals: { files }, options, common }, io) => {
    const { changing } = await import('../cli/ledger.js');
    const { ImportDocument } = await import('./import-document.js');
    const imported = {
      agency: options.agency,
      publishedOn: options['published-on'],
      strict: options.strict,
      dryRun: options['dry-run'],
    };
    const answer = await changing(
      common,
      io,
      async ({ execute, settleYearOverYear }) => {
        // What a crash left undone is done before more is added.
        if (!imported.dryRun) await settleYearOverYear.all();
        return eachFile(files, io, async (bytes, file) => ({
          ...(await execute(
            new ImportDocument(bytes, basename(file), imported, { actor: common.actor }),
          )),
          file,
        }));
      },
      { keep: !imported.dryRun },
    );
    const refused = answer.filter((each) => each.status === 'refused');
    return {
      answer,
      text: (paint) => answer.map((each) => blockOf(each, paint)).join('\n'),
      exit: refused.length === 0 ? EXIT.ok : EXIT.refused,
      complaint: complaintOf(refused, files.length),
    };
  },
});

const eachFile = async (
  files: readonly string[],
  io: Io,
  work: (bytes: Uint8Array, file: string) => Promise<ImportAnswer>,
): Promise<readonly FileAnswer[]> =>
  counting(io, files.length, async (next) => {
    const answers: FileAnswer[] = [];
    for (const file of files) {
      next(printable(file));
      let bytes: Uint8Array | undefined;
      try {
        bytes = await readFile(file, io.stdin);
        answers.push(await work(bytes, file));
      } catch (error) {
        answers.push(await refusedFile(file, bytes, error));
      }
    }
    return answers;
  });

const refusedFile = async (
  file: string,
  bytes: Uint8Array | undefined,
  error: unknown,
): Promise<RefusedFile> => {
  if (!isRefusal(error) && !isOfTheWorld(error)) throw error;
  const { createHash } = await import('node:crypto');
  const findings = isRefusal(error) ? error.details['findings'] : undefined;
  return {
    file,
    sha256: bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex'),
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
    token: null,
    problem: {
      code: isRefusal(error) ? error.code : 'document-unreadable',
      detail: sentenceOf(error),
    },
  };
};

const complaintOf = (refused: readonly RefusedFile[], files: number): string | undefined => {
  const [first] = refused;
  if (first === undefined) return undefined;
  const { detail } = first.problem;
  const sentence = detail.includes(basename(first.file)) ? detail : `${first.file}: ${detail}`;
  return printable(
    files === 1 ? sentence : `${refused.length} of ${files} files were refused: ${sentence}`,
  );
};

const blockOf = (answer: FileAnswer, paint: Paint): string => {
  if (answer.status === 'refused')
    return lines(`${paint('red', 'refused')} ${printable(answer.file)}: ${answer.problem.detail}`);
  const { status, file, budget, tables, changes, token } = answer;
  const of = (state: string) =>
    tables.filter((each) => each.state === state).map(({ table }) => `T${table}`);
  const states = [
    ['read', of('read')],
    ['declared empty', of('declared-empty')],
    ['missing', of('missing')],
  ] as const;
  return lines(
    `${paint(status === 'committed' ? 'green' : 'yellow', status)} ${printable(file ?? 'the document')}`,
    `  ${paint('bold', budget)}  ${printable(answer.agency.name)}`,
    `  tables: ${states.flatMap(([state, found]) => (found.length > 0 ? [`${state} ${found.join(' ')}`] : [])).join('; ')}`,
    `  lines: ${answer.lines} (${changes.added} new, ${changes.changed.length} changed, ${changes.unchanged} unchanged, ${changes.discontinued.length} discontinued), claims: ${answer.claims}`,
    ...findingBlock(answer.findings, paint),
    token === null ? '  nothing was recorded' : `  token ${token}`,
  );
};

const findingBlock = (findings: ImportAnswer['findings'], paint: Paint): readonly string[] => {
  const more = findings.length - FINDINGS_SHOWN;
  return [
    `  ${countOf(findings)}`,
    ...bySeverity(findings)
      .slice(0, FINDINGS_SHOWN)
      .map((finding) => `    ${findingLines(finding, paint)[0]!}`),
    ...(more > 0 ? [`    and ${more} more: budgets findings tells them all`] : []),
  ];
};

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

const check = verb({
  words: 'imports check',
  summary: 'read and check documents, with no ledger: exit 3 when a finding is an error',
  positionals: { files: many('FILE…') },
  options: {},
  run: async ({ positionals: { files } }, io) => {
    const { checkFile } = await import('./check-file.js');
    const answer: CheckedFile[] = [];
    for (const file of files) answer.push(await checkFile(await readFile(file, io.stdin), file));
    const errors = answer.some(({ findings }) =>
      findings.some(({ severity }) => severity === 'error'),
    );
    return {
      answer,
      text: (paint) =>
        answer
          .map(({ file, findings }) =>
            lines(
              `${paint('bold', printable(file))}: ${countOf(findings)}`,
              ...bySeverity(findings).flatMap((finding) =>
                findingLines(finding, paint).map((line) => `  ${line}`),
              ),
            ),
          )
          .join('\n'),
      exit: errors ? EXIT.findings : EXIT.ok,
    };
  },
});

export const importsVerbs: readonly Verb[] = [add, check];
