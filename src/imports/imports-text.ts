import { grid } from '../cli/grid.js';
import { said, say } from '../cli/say.js';
import { bySeverity, findingCounts, findingLines } from '../cli/finding-text.js';
import type { Style } from '../cli/style.js';
import { printable } from '../text/columns.js';
import type { FormGap } from '../reading/form-gaps.js';
import type { CheckedFile } from './checked-file.js';
import type { ImportAnswer } from './imports.answer.js';
import type { FileAnswer, FileProblem } from './refused-file.js';
import { roundTripText } from './round-trip-text.js';

/** `--json` and `budgets findings` show all findings. */
const FINDINGS_SHOWN = 5;
const SKIPPED_SHOWN = 10;

/** The result of `imports add` for one file. */
export const addedFile = (answer: FileAnswer, style: Style): string => {
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
    say`  tables: ${states.flatMap(([state, found]) => (found.length > 0 ? [`${said(state)} ${found.join(' ')}`] : [])).join('; ')}`,
    ...(answer.status === 'duplicate'
      ? [say`  lines: ${answer.lines}, claims: ${answer.claims}`]
      : [
          say`  lines: ${answer.lines} (${changes.added} new, ${changes.changed.length} changed, ${changes.unchanged} unchanged, ${changes.discontinued.length} discontinued), claims: ${answer.claims}`,
          ...changeLines(changes),
        ]),
    ...findingSummary(answer.findings, style),
    ...endedLines(answer.endedFindings),
    ...(answer.otherBudgets ?? []).flatMap(({ budget, findings, endedFindings }) => [
      say`  in ${style('bold', budget)}:`,
      ...(findings.length === 0 ? [] : findingSummary(findings, style)),
      ...endedLines(endedFindings),
    ]),
    ...(answer.status === 'committed' ? [] : [say`  nothing was recorded`]),
    ...(token === null ? [] : [say`  token ${token}`]),
  );
};

/** What became of a file of a folder, in the order in which they are listed. */
const OUTCOMES = ['read', 'open questions', 'refused'] as const;

const outcomeOf = ({ status, findings }: FileAnswer): (typeof OUTCOMES)[number] =>
  status === 'refused'
    ? 'refused'
    : findings.some(({ severity }) => severity !== 'info')
      ? 'open questions'
      : 'read';

/** Why a file was refused, or its gravest finding. */
const whyOf = (answer: FileAnswer): string => {
  if (answer.status === 'refused') return said(answer.problem.detail);
  const [first] = bySeverity(answer.findings.filter(({ severity }) => severity !== 'info'));
  return first ? `${first.rule} ${said(first.message)}` : '';
};

/** The result of `imports add` for a folder: a table of the files that were read, have open questions or were refused, each with its reason, and a summary. */
export const addedFolder = (
  answers: readonly FileAnswer[],
  skipped: readonly string[],
  style: Style,
): string => {
  const counts = ['committed', 'duplicate', 'preview', 'refused'].flatMap((status) => {
    const count = answers.filter((each) => each.status === status).length;
    return count > 0 ? [`${count} ${said(status)}`] : [];
  });
  return lines(
    ...grid(
      OUTCOMES.flatMap((outcome) => answers.filter((each) => outcomeOf(each) === outcome)),
      [
        { header: 'result', cell: (answer) => said(outcomeOf(answer)) },
        { header: 'status', cell: ({ status }) => said(status) },
        { header: 'file', cell: ({ file }) => file },
        { header: 'budget', cell: ({ budget }) => budget },
        { header: 'why', cell: whyOf },
      ],
      style,
    ),
    '',
    OUTCOMES.map(
      (outcome) =>
        `${answers.filter((each) => outcomeOf(each) === outcome).length} ${said(outcome)}`,
    ).join(', '),
    `${style('bold', say`${answers.length} documents:`)} ${counts.join(', ')}; ${findingCounts(answers.flatMap(({ findings }) => findings))}`,
    ...skippedLines(skipped),
  );
};

/** The result of `imports check`: all findings of each file, or why it was refused. */
export const checkedFiles = (
  files: readonly CheckedFile[],
  skipped: readonly string[],
  style: Style,
): string =>
  [
    ...files.map((each) => checkedFile(each, style)),
    ...skippedLines(skipped).map((line) => `${line}\n`),
  ].join('\n');

const checkedFile = (
  { file, findings, problem, form, roundTrip }: CheckedFile,
  style: Style,
): string =>
  problem
    ? lines(refusedLine({ file, problem }, style))
    : lines(
        `${style('bold', printable(file))}: ${findingCounts(findings)}`,
        ...bySeverity(findings).flatMap((finding) =>
          findingLines(finding, style).map((line) => `  ${line}`),
        ),
      ) +
      (form
        ? lines(
            ...form.lacks.map(gapLine),
            ...(form.lacks.length === 0 ? [say`  it lacks nothing that its form asks`] : []),
          )
        : '') +
      (roundTrip ? roundTripText(roundTrip, style) : '');

const gapLine = ({ table, title, column }: FormGap): string =>
  column === null ? say`  lacks T${table} ${title}` : say`  lacks ${column} of T${table} ${title}`;

const skippedLines = (skipped: readonly string[]): readonly string[] => {
  if (skipped.length === 0) return [];
  const more = skipped.length - SKIPPED_SHOWN;
  return [
    say`${skipped.length} other files were skipped: ${skipped.slice(0, SKIPPED_SHOWN).map(printable).join(', ')}${more > 0 ? say` and ${more} more` : ''}`,
  ];
};

const statusOf = ({ status, file }: ImportAnswer, style: Style): string =>
  `${style(status === 'committed' ? 'green' : 'yellow', said(status))} ${printable(file ?? said('the document'))}`;

const refusedLine = (
  { file, problem }: { readonly file: string; readonly problem: FileProblem },
  style: Style,
): string =>
  `${style('red', said('refused'))} ${printable(file)}: ${printable(said(problem.detail))}`;

/** Lines of each kind of change; `--json` shows all. */
const LINES_SHOWN = 20;

/** The lines that a newer document changes, with both values; nothing for the first document of a budget. */
const changeLines = ({ lines: all }: ImportAnswer['changes']): readonly string[] => {
  if (all.every(({ change }) => change === 'added')) return [];
  return (['added', 'changed', 'discontinued'] as const).flatMap((change) => {
    const own = all.filter((each) => each.change === change);
    const more = own.length - LINES_SHOWN;
    return [
      ...own
        .slice(0, LINES_SHOWN)
        .map(
          ({ line, name, before, after }) =>
            `    ${said(change)} ${printable(line)} ${printable(name)}: ${before ?? '—'} → ${after ?? '—'}`,
        ),
      ...(more > 0 ? [say`    and ${more} more ${change}: see --json`] : []),
    ];
  });
};

/** The open findings of the budget that end with the document; `--json` shows all. */
const endedLines = (ended: ImportAnswer['endedFindings']): readonly string[] => {
  if (ended.length === 0) return [];
  const more = ended.length - FINDINGS_SHOWN;
  return [
    ended.length === 1
      ? say`  1 earlier finding ends`
      : say`  ${ended.length} earlier findings end`,
    ...ended
      .slice(0, FINDINGS_SHOWN)
      .map(
        ({ decision, rule, message }) =>
          `    ${said(decision)} ${rule} ${printable(said(message))}`,
      ),
    ...(more > 0 ? [say`    and ${more} more: see --json`] : []),
  ];
};

const findingSummary = (findings: ImportAnswer['findings'], style: Style): readonly string[] => {
  const more = findings.length - FINDINGS_SHOWN;
  return [
    `  ${findingCounts(findings)}`,
    ...bySeverity(findings)
      .slice(0, FINDINGS_SHOWN)
      .map((finding) => `    ${findingLines(finding, style)[0]!}`),
    ...(more > 0 ? [say`    and ${more} more: see budgets findings`] : []),
  ];
};

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;
