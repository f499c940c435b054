import { columns, widthOf } from '../text/columns.js';
import { COMMON } from './parse.js';
import { said, say } from './say.js';
import type { Option, Verb } from './verb.js';

/** A longer label stands on a line of its own, above its help. */
const LABEL_WIDTH_MAX = 34;

/** The help of all commands, of one slice, or of one command. */
export const helpOf = (words: readonly string[], verbs: readonly Verb[]): string => {
  const prefix = words.join(' ');
  const exact = verbs.find((verb) => verb.words === prefix);
  if (exact) return verbHelp(exact);
  const listed = verbs.filter((verb) => words.length === 0 || verb.words.startsWith(`${prefix} `));
  return [
    words.length === 0
      ? say`An event-sourced ledger of budget revisions.`
      : say`The commands of ${prefix}.`,
    '',
    ...columns(listed.map((verb) => [`  ${usageOf(verb)}`, said(verb.summary)])),
    '',
    say`Flags of every command:`,
    ...labelled(optionRows(COMMON)),
    '',
    say`Help on a command: ${`budget-ledger ${prefix} <command> --help`.replace('  ', ' ')}`,
    say`Exit codes: 0 ok, 1 refused, 2 usage error, 3 findings, 4 log damaged`,
    '',
  ].join('\n');
};

const verbHelp = (verb: Verb): string => {
  const args = Object.values(verb.positionals).map(
    ({ label, help }) => [label, said(help)] as const,
  );
  const rows = [...args, ...optionRows(verb.options), ...optionRows(COMMON)];
  return [
    say`Usage: ${`budget-ledger ${usageOf(verb)}`}`,
    '',
    said(verb.summary),
    ...(verb.notes ? ['', said(verb.notes.join('\n'))] : []),
    '',
    ...labelled(rows),
    '',
  ].join('\n');
};

const usageOf = (verb: Verb): string =>
  [
    verb.words,
    ...Object.values(verb.positionals).map(({ label, arity }) =>
      arity === 'optional' ? `[${label}]` : label,
    ),
    ...(Object.keys(verb.options).length > 0 ? [`[${say`flags`}]`] : []),
  ].join(' ');

type Row = readonly [label: string, help: string];

const optionRows = (options: Readonly<Record<string, Option<unknown>>>): readonly Row[] =>
  Object.entries(options).map(([name, { placeholder, help }]) => [
    `--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`,
    said(help),
  ]);

/** Labels with their help beside them, or below them where the label is long. */
const labelled = (rows: readonly Row[]): readonly string[] => {
  const isLong = ([label]: Row): boolean => widthOf(label) > LABEL_WIDTH_MAX;
  const lines = columns(rows.map((row) => [`  ${isLong(row) ? '' : row[0]}`, row[1]]));
  return rows.flatMap((row, index) => [...(isLong(row) ? [`  ${row[0]}`] : []), lines[index]!]);
};
