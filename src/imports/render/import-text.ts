import { bySeverity, countOf, findingLines } from '../../cli/finding-text.js';
import { printable } from '../../text/columns.js';
import type { Style } from '../../cli/style.js';
import type { CheckedFile } from '../check-file.js';
import type { ImportAnswer } from '../imports.answer.js';

/** What became of one file. A refused one has the keys of the others, empty where nothing is known. */
export type FileAnswer = ImportAnswer | RefusedFile;

export interface RefusedFile {
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
  readonly projects: readonly [];
  readonly assets: readonly [];
  readonly token: null;
  readonly problem: Problem;
}

interface Problem {
  readonly code: string;
  readonly detail: string;
}

/** Findings of a document that are told in full; all of them are in `--json` and in `budgets findings`. */
const FINDINGS_SHOWN = 5;
/** Skipped files that are named in a summary. */
const SKIPPED_SHOWN = 10;

/** A file that was added, in full. */
export const addedBlock = (answer: FileAnswer, style: Style): string => {
  if (answer.status === 'refused') return lines(refusedLine(answer, style));
  const { tables, changes, token } = answer;
  const of = (state: string) =>
    tables.filter((each) => each.state === state).map(({ table }) => `T${table}`);
  const states = [
    ['read', of('read')],
    ['declared empty', of('declared-empty')],
    ['missing', of('missing')],
  ] as const;
  return lines(
    statusOf(answer, style),
    `  ${style('bold', answer.budget)}  ${printable(answer.agency.name)}`,
    `  tables: ${states.flatMap(([state, found]) => (found.length > 0 ? [`${state} ${found.join(' ')}`] : [])).join('; ')}`,
    // A document that was recorded before changes nothing, whatever a newer one has changed since.
    ...(answer.status === 'duplicate'
      ? [`  lines: ${answer.lines}, claims: ${answer.claims}`]
      : [
          `  lines: ${answer.lines} (${changes.added} new, ${changes.changed.length} changed, ${changes.unchanged} unchanged, ${changes.discontinued.length} discontinued), claims: ${answer.claims}`,
          ...changeBlock(changes),
        ]),
    ...findingBlock(answer.findings, style),
    ...(answer.status === 'committed' ? [] : ['  nothing was recorded']),
    ...(token === null ? [] : [`  token ${token}`]),
  );
};

/** The files of a folder, one a line, and what became of them all. */
export const addedFolder = (
  answers: readonly FileAnswer[],
  skipped: readonly string[],
  style: Style,
): string => {
  const counts = ['committed', 'duplicate', 'preview', 'refused'].flatMap((status) => {
    const count = answers.filter((each) => each.status === status).length;
    return count > 0 ? [`${count} ${status}`] : [];
  });
  return lines(
    ...answers.map((answer) =>
      answer.status === 'refused'
        ? refusedLine(answer, style)
        : `${statusOf(answer, style)}  ${answer.budget}  ${countOf(answer.findings)}`,
    ),
    '',
    `${style('bold', `${answers.length} documents:`)} ${counts.join(', ')}; ${countOf(answers.flatMap(({ findings }) => findings))}`,
    ...skippedLines(skipped),
  );
};

/** A file that was checked, with all of its findings; or why it was not. */
export const checkedBlock = (
  checked: CheckedFile & { readonly problem?: Problem },
  style: Style,
): string =>
  checked.problem
    ? lines(refusedLine({ ...checked, problem: checked.problem }, style))
    : lines(
        `${style('bold', printable(checked.file))}: ${countOf(checked.findings)}`,
        ...bySeverity(checked.findings).flatMap((finding) =>
          findingLines(finding, style).map((line) => `  ${line}`),
        ),
      );

/** What is to be said of the files that a folder has beside its documents. */
export const skippedLines = (skipped: readonly string[]): readonly string[] => {
  if (skipped.length === 0) return [];
  const more = skipped.length - SKIPPED_SHOWN;
  return [
    `${skipped.length} other files were skipped: ${skipped.slice(0, SKIPPED_SHOWN).map(printable).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
};

const statusOf = ({ status, file }: ImportAnswer, style: Style): string =>
  `${style(status === 'committed' ? 'green' : 'yellow', status)} ${printable(file ?? 'the document')}`;

const refusedLine = (
  { file, problem }: { readonly file: string; readonly problem: Problem },
  style: Style,
): string => `${style('red', 'refused')} ${printable(file)}: ${printable(problem.detail)}`;

/** Lines of each kind that are told of; `--json` has them all. */
const LINES_SHOWN = 20;

/** What a newer document changes, line by line with both values; nothing for a budget's first document. */
const changeBlock = ({ lines: all }: ImportAnswer['changes']): readonly string[] => {
  if (all.every(({ change }) => change === 'added')) return [];
  return (['added', 'changed', 'discontinued'] as const).flatMap((change) => {
    const own = all.filter((each) => each.change === change);
    const more = own.length - LINES_SHOWN;
    return [
      ...own
        .slice(0, LINES_SHOWN)
        .map(
          ({ line, name, before, after }) =>
            `    ${change} ${printable(line)} ${printable(name)}: ${before ?? '—'} → ${after ?? '—'}`,
        ),
      ...(more > 0 ? [`    and ${more} more ${change}: --json tells them all`] : []),
    ];
  });
};

const findingBlock = (findings: ImportAnswer['findings'], style: Style): readonly string[] => {
  const more = findings.length - FINDINGS_SHOWN;
  return [
    `  ${countOf(findings)}`,
    ...bySeverity(findings)
      .slice(0, FINDINGS_SHOWN)
      .map((finding) => `    ${findingLines(finding, style)[0]!}`),
    ...(more > 0 ? [`    and ${more} more: budgets findings tells them all`] : []),
  ];
};

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;
