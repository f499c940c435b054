import { parseArgs } from 'node:util';
import { closest } from '../text/closest.js';
import { LANGUAGES } from '../text/language.js';
import { flag, oneOf, text, value } from './options.js';
import { UsageError } from './usage-error.js';
import type { Common, Option, Options, Verb } from './verb.js';

/** The flags of every verb. */
export const COMMON = {
  data: text('DIR', 'folder of the ledger (default ./data)'),
  // A blank name is no error of the command line: a change refuses it, as over HTTP.
  actor: value(
    'NAME',
    'who makes the change (default: the user of the operating system)',
    (name) => name,
  ),
  json: flag('print one JSON document only'),
  lang: oneOf(
    LANGUAGES,
    'the language of texts for people (default: by LEDGER_LANG or the locale)',
  ),
  help: flag('print this help'),
  version: flag('print the version'),
} satisfies Options;

const DATA = './data';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'version' }
  /** Help on the verbs whose words start with these; on all verbs when it is empty. */
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | {
      readonly kind: 'run';
      readonly verb: Verb;
      readonly options: Readonly<Record<string, unknown>>;
      readonly positionals: Readonly<Record<string, unknown>>;
      readonly common: Common;
      /** The flags that the command line has, by their names. */
      readonly named: ReadonlySet<string>;
    };

/**
 * Parses a command line.
 *
 * @throws {UsageError} there is no such command, flag or argument, or a value cannot be used.
 */
export const parse = (
  argv: readonly string[],
  verbs: readonly Verb[],
  defaultActor: () => string,
): Request => {
  const { flags, words, unknown } = tokensOf(argv, verbs);
  if (unknown !== undefined) throw unknownFlag(unknown, words, verbs);
  if (flags.has('version')) return { kind: 'version' };
  if (flags.has('help')) return { kind: 'help', words: helpWords(words, verbs) };
  const verb = verbOf(words, verbs);
  for (const name of flags.keys())
    if (!(name in COMMON) && !(name in verb.options)) throw noSuchFlag(`--${name}`, verb);
  const positionals = positionalsOf(verb, words.slice(verb.words.split(' ').length));
  const given = (name: string, option: Option<unknown>) =>
    read(`--${name}`, () => option.read(flags.get(name)));
  const entries = Object.entries(verb.options);
  given('lang', COMMON.lang);
  return {
    kind: 'run',
    verb,
    positionals,
    options: Object.fromEntries(entries.map(([name, option]) => [name, given(name, option)])),
    common: {
      data: (given('data', COMMON.data) as string | undefined) ?? DATA,
      json: flags.has('json'),
      actor: (given('actor', COMMON.actor) as string | undefined) ?? defaultActor(),
    },
    named: new Set(flags.keys()),
  };
};

interface Tokens {
  /** Each flag with its value; empty for a flag without a value. */
  readonly flags: ReadonlyMap<string, string>;
  readonly words: readonly string[];
  /** The first flag that no verb has, as it is written. */
  readonly unknown: string | undefined;
}

/**
 * Flags may stand before the command. Where they do, a flag that takes a value in one verb and none in another takes one; after the
 * command it is what its verb says.
 */
const tokensOf = (argv: readonly string[], verbs: readonly Verb[]): Tokens => {
  const first = argv.findIndex((word) => word.startsWith('-'));
  const verb = longestMatch(first === -1 ? argv : argv.slice(0, first), verbs);
  const all = verbs.flatMap(({ options }) => Object.entries(options));
  const options: Readonly<Record<string, Option<unknown>>> = {
    ...Object.fromEntries(all.filter(([, { placeholder }]) => placeholder === undefined)),
    ...Object.fromEntries(all.filter(([, { placeholder }]) => placeholder !== undefined)),
    ...verb?.options,
    ...COMMON,
  };
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { placeholder }]) => [
        name,
        {
          type: placeholder === undefined ? ('boolean' as const) : ('string' as const),
          ...(name === 'help' ? { short: 'h' } : {}),
        },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const flags = new Map<string, string>();
  const words: string[] = [];
  let unknown: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) {
      unknown ??= rawName;
      continue;
    }
    if (option.placeholder === undefined) {
      if (value !== undefined)
        throw new UsageError(`${rawName} takes no value, but "${value}" is given.`);
    } else if (value === undefined || (!inlineValue && /^-(?!\d)./.test(value)))
      throw new UsageError(`${rawName} needs a value: ${rawName} ${option.placeholder}.`);
    const before = flags.get(name);
    if (before !== undefined && option.repeatable) {
      flags.set(name, `${before},${value}`);
      continue;
    }
    if (before !== undefined && before !== (value ?? ''))
      throw new UsageError(`${rawName} is given twice, as "${before}" and as "${value}".`);
    flags.set(name, value ?? '');
  }
  return { flags, words, unknown };
};

/** The error for a flag that no verb has: it names the verb of the command line, where there is one. */
const unknownFlag = (
  rawName: string,
  words: readonly string[],
  verbs: readonly Verb[],
): UsageError => {
  const verb = longestMatch(words, verbs);
  return verb
    ? noSuchFlag(rawName, verb)
    : new UsageError(`There is no flag ${rawName}: see budget-ledger --help.`);
};

const noSuchFlag = (rawName: string, { words, options }: Verb): UsageError => {
  const close = closest(rawName.replace(/^-+/, ''), Object.keys({ ...options, ...COMMON }));
  return new UsageError(
    `${words} has no flag ${rawName}${didYouMean(close && `--${close}`)}: see budget-ledger ${words} --help.`,
  );
};

const verbOf = (words: readonly string[], verbs: readonly Verb[]): Verb => {
  if (words.length === 0)
    throw new UsageError('budget-ledger needs a command: see budget-ledger --help.');
  const found = longestMatch(words, verbs);
  if (found) return found;
  const slice = words[0]!;
  const ofSlice = verbs.filter((verb) => verb.words.startsWith(`${slice} `));
  if (ofSlice.length === 0) throw noSuchSlice(slice, verbs);
  const known = ofSlice.map((verb) => verb.words.slice(slice.length + 1)).join(', ');
  throw new UsageError(
    words.length === 1
      ? `${slice} needs one of ${known}: see budget-ledger ${slice} --help.`
      : `There is no command "${slice} ${words[1]}"${didYouMean(closest(`${slice} ${words[1]}`, names(ofSlice, 2)))}: ${slice} has ${known}.`,
  );
};

const noSuchSlice = (slice: string, verbs: readonly Verb[]): UsageError =>
  new UsageError(
    `There is no command "${slice}"${didYouMean(closest(slice, names(verbs, 1)))}: see budget-ledger --help.`,
  );

/** The first words of the commands. */
const names = (verbs: readonly Verb[], count: number): readonly string[] =>
  verbs.map(({ words }) => words.split(' ').slice(0, count).join(' '));

const didYouMean = (close: string | undefined): string =>
  close === undefined ? '' : ` (did you mean ${close}?)`;

/** `budgets findings resolve` also starts with `budgets findings`: the longest match counts. */
const longestMatch = (words: readonly string[], verbs: readonly Verb[]): Verb | undefined =>
  verbs
    .filter((verb) => startsWith(words, verb.words.split(' ')))
    .toSorted((a, b) => b.words.length - a.words.length)[0];

/** The longest prefix of the words with which a verb starts. */
const helpWords = (words: readonly string[], verbs: readonly Verb[]): readonly string[] => {
  if (words.length === 0) return [];
  const known = (beginning: readonly string[]) =>
    verbs.some((verb) => startsWith(verb.words.split(' '), beginning));
  if (!known(words.slice(0, 1))) throw noSuchSlice(words[0]!, verbs);
  const length = words.findIndex((_, index) => !known(words.slice(0, index + 1)));
  return length === -1 ? words : words.slice(0, length);
};

const startsWith = (words: readonly string[], beginning: readonly string[]): boolean =>
  beginning.every((word, index) => words[index] === word);

const positionalsOf = (verb: Verb, given: readonly string[]): Record<string, unknown> => {
  const rest = [...given];
  const values: Record<string, unknown> = {};
  for (const [name, { label, arity, read: readAll }] of Object.entries(verb.positionals)) {
    const own = arity === 'many' ? rest.splice(0) : rest.splice(0, 1);
    if (own.length === 0 && arity !== 'optional')
      throw new UsageError(`${verb.words} needs ${label}: see budget-ledger ${verb.words} --help.`);
    values[name] = read(label, () => readAll(own));
  }
  if (rest.length > 0)
    throw new UsageError(
      `${verb.words} does not take the argument "${rest[0]}": see budget-ledger ${verb.words} --help.`,
    );
  return values;
};

/** Every error about a value is an error of the command line. */
const read = <T>(name: string, value: () => T): T => {
  try {
    return value();
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
};
