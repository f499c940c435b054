import { extname } from 'node:path';
import type { Io } from '../cli/io.js';
import { date, oneOf, text, value } from '../cli/options.js';
import { plain, type Style } from '../cli/style.js';
import { withProgress } from '../cli/progress.js';
import { UsageError } from '../cli/usage-error.js';
import { EXIT, verb, type Common, type Outcome, type Verb } from '../cli/verb.js';
import { writeOut } from '../cli/write-out.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { isOneOf } from '../domain/values/line.js';
import { daysOf, LATE_DAYS } from './days.js';
import { EXCEPTION_RULES } from './exception-rules.js';
import type { RecordColumn } from './render/records.js';

const verifyVerb = verb({
  words: 'audit verify',
  summary: 'read every byte of the log again and check it: exit 4 when one is wrong',
  positionals: {},
  options: {},
  run: async ({ ledger }, io) => {
    const { NOTHING, verifyLog } = await import('./verify-log.js');
    const answer = ledger.exists()
      ? await withProgress(io, (show) =>
          verifyLog(ledger.config, (done) => show(`${done} events read`)),
        )
      : NOTHING;
    const { ok, events, streams, lastToken, problems } = answer;
    return {
      answer,
      text: (style) =>
        [
          `${events} events in ${streams} streams, ${ok ? style('green', 'all whole') : style('red', 'broken')}`,
          ...(lastToken === null ? [] : [`last token ${lastToken}`]),
          ...problems,
          '',
        ].join('\n'),
      exit: ok ? EXIT.ok : EXIT.corrupt,
      warning: ok
        ? undefined
        : `The log is broken in ${problems.length === 1 ? 'one place' : `${problems.length} places`}: restore it from a backup.`,
    };
  },
});

const LIST_FORMATS = ['text', 'json', 'csv', 'xlsx', 'jsonl'] as const;
type ListFormat = (typeof LIST_FORMATS)[number];

const files = {
  format: oneOf(LIST_FORMATS, 'default text'),
  out: text('FILE', 'write to this file instead of standard output'),
};
const ofBudget = { budget: text('BUDGET', 'only of this budget') };
const filters = {
  ...ofBudget,
  person: text('NAME', 'who proposed or recorded it'),
  line: text('KEY', 'a line, or a code that lines have: 2120199'),
  kind: oneOf(
    [...AMENDMENT_KINDS, 'correction', 'original', 'discontinued'],
    'what it is in law, or what else moved the line',
  ),
  number: text('NUMBER', 'the document number (文号), in any of its spellings'),
  from: date('recorded on this day or later'),
  until: date('recorded on this day or earlier'),
};

interface ListFlags {
  readonly format: ListFormat | undefined;
  readonly out: string | undefined;
}

/** What `--json`, `--format` and `--out` ask for together; a slip is told before anything is read. */
const formatOf = ({ format: given, out }: ListFlags, { json }: Common, io: Io): ListFormat => {
  if (json && given !== undefined && given !== 'json')
    throw new UsageError(`--json and --format ${given} ask for two things: choose one.`);
  const extension = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  const named = isOneOf(LIST_FORMATS, extension) ? extension : undefined;
  const format = json ? 'json' : (given ?? named ?? 'text');
  if (format === 'xlsx' && out === undefined && io.stdout.isTTY === true)
    throw new UsageError('--format xlsx is no text for a terminal: name a file with --out.');
  return format;
};

/** A list in the form that the flags ask for. */
const listed = async <R>(
  answer: readonly R[],
  columns: readonly RecordColumn<R>[],
  { name, none, format, out }: ListedAs,
): Promise<Outcome> => {
  const { recordsAsCsv, recordsAsJsonLines, recordsAsText, recordsAsXlsx } =
    await import('./render/records.js');
  const asText = (style: Style): string => recordsAsText(answer, columns, none, style);
  if (format === 'text' && out === undefined) return { answer, text: asText };
  const body = {
    text: () => asText(plain),
    json: () => `${JSON.stringify(answer)}\n`,
    csv: () => recordsAsCsv(answer, columns),
    jsonl: () => recordsAsJsonLines(answer),
    xlsx: () => recordsAsXlsx(answer, columns, name),
  }[format]();
  if (out === undefined) return { body };
  await writeOut(out, body);
  return 'written';
};

interface ListedAs {
  readonly name: string;
  /** What is said to people when the list is empty. */
  readonly none: string;
  readonly format: ListFormat;
  readonly out: string | undefined;
}

const changesVerb = verb({
  words: 'audit changes',
  summary: 'the changes after publication, by person, day, line, kind and document number',
  notes: ['One entry a line that moved. The days are those of recording, in Shanghai.'],
  positionals: {},
  options: { ...filters, ...files },
  run: async ({ options: { format: given, out, ...filter }, common, ledger }, io) => {
    const format = formatOf({ format: given, out }, common, io);
    const { AuditChanges } = await import('./audit-changes.query.js');
    const { CHANGE_COLUMNS } = await import('./render/columns.js');
    const answer = await ledger.read(({ ask }) => ask(new AuditChanges(filter)));
    return listed(answer, CHANGE_COLUMNS, { name: 'changes', none: 'no changes', format, out });
  },
});

const lateVerb = verb({
  words: 'audit late',
  summary: 'the changes that were recorded long after they took effect',
  positionals: {},
  options: {
    ...filters,
    days: value('N', `more than so many days after (default ${LATE_DAYS})`, daysOf),
    ...files,
  },
  run: async ({ options: { format: given, out, days, ...filter }, common, ledger }, io) => {
    const format = formatOf({ format: given, out }, common, io);
    const { AuditChanges } = await import('./audit-changes.query.js');
    const { CHANGE_COLUMNS } = await import('./render/columns.js');
    const lateDays = days ?? LATE_DAYS;
    const answer = await ledger.read(({ ask }) => ask(new AuditChanges({ ...filter, lateDays })));
    return listed(answer, CHANGE_COLUMNS, { name: 'late', none: 'no late changes', format, out });
  },
});

const exceptionsVerb = verb({
  words: 'audit exceptions',
  summary: 'what deserves a second look; it need not be wrong',
  positionals: {},
  options: {
    ...ofBudget,
    rule: oneOf(EXCEPTION_RULES, 'only these'),
    ...files,
  },
  run: async ({ options: { format: given, out, budget, rule }, common, ledger }, io) => {
    const format = formatOf({ format: given, out }, common, io);
    const { AuditExceptions } = await import('./audit-exceptions.query.js');
    const { EXCEPTION_COLUMNS } = await import('./render/columns.js');
    const answer = await ledger.read(({ ask }) => ask(new AuditExceptions(budget, rule)));
    const as = { name: 'exceptions', none: 'no exceptions', format, out };
    return listed(answer, EXCEPTION_COLUMNS, as);
  },
});

const inTransitVerb = verb({
  words: 'audit in-transit',
  summary: 'money that has left one budget and not yet arrived in the other',
  positionals: {},
  options: files,
  run: async ({ options: { format: given, out }, common, ledger }, io) => {
    const format = formatOf({ format: given, out }, common, io);
    const { TransfersInTransit } = await import('./in-transit.query.js');
    const { TRANSIT_COLUMNS } = await import('./render/columns.js');
    const answer = await ledger.read(({ ask }) => ask(new TransfersInTransit()));
    const as = { name: 'in-transit', none: 'nothing is in transit', format, out };
    return listed(answer, TRANSIT_COLUMNS, as);
  },
});

export const auditVerbs: readonly Verb[] = [
  verifyVerb,
  changesVerb,
  lateVerb,
  exceptionsVerb,
  inTransitVerb,
];
