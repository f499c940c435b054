import { columns } from '../text/columns.js';
import { COMMON } from './parse.js';
import type { Option, Verb } from './verb.js';

/** The help of everything, of one slice or of one verb. */
export const helpOf = (words: readonly string[], verbs: readonly Verb[]): string => {
  const beginning = words.join(' ');
  const exact = verbs.find((verb) => verb.words === beginning);
  if (exact) return ofVerb(exact);
  const listed = verbs.filter(
    (verb) => words.length === 0 || verb.words.startsWith(`${beginning} `),
  );
  return [
    words.length === 0
      ? 'An event-sourced ledger of budget revisions.'
      : `The commands of ${beginning}.`,
    '',
    ...columns(listed.map((verb) => [`  ${usageOf(verb)}`, verb.summary])),
    '',
    'Every command takes',
    ...optionLines(COMMON),
    '',
    `budget-ledger ${words.length === 0 ? '' : `${beginning} `}<command> --help tells what a command's flags mean.`,
    'Exit codes: 0 ok, 1 refused, 2 usage, 3 findings, 4 integrity broken.',
    '',
  ].join('\n');
};

const ofVerb = (verb: Verb): string =>
  [
    `budget-ledger ${usageOf(verb)}`,
    '',
    verb.summary,
    ...(verb.notes ? ['', ...verb.notes] : []),
    '',
    ...optionLines(verb.options),
    ...optionLines(COMMON),
    '',
  ].join('\n');

const usageOf = (verb: Verb): string =>
  [
    verb.words,
    ...Object.values(verb.positionals).map(({ label, arity }) =>
      arity === 'optional' ? `[${label}]` : label,
    ),
    ...(Object.keys(verb.options).length > 0 ? ['[flags]'] : []),
  ].join(' ');

const optionLines = (options: Readonly<Record<string, Option<unknown>>>): readonly string[] =>
  columns(
    Object.entries(options).map(([name, { placeholder, help }]) => [
      `  --${name}${placeholder === undefined ? '' : ` ${placeholder}`}`,
      help,
    ]),
  );
