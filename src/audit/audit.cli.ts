import { language, said, say } from '../cli/say.js';
import { asJson } from '../text/translate.js';
import {
  agency,
  asOfOptions,
  date,
  flag,
  oneOf,
  pageOptions,
  text,
  texts,
  value,
  year,
} from '../cli/options.js';
import { plain, type Style } from '../cli/style.js';
import { withProgressBar } from '../cli/progress.js';
import { EXIT, verb, type Outcome, type Verb } from '../cli/verb.js';
import { outputFormat } from '../cli/output-format.js';
import type { ServiceAnswer } from '../cli/ledger.js';
import { Refusal } from '../domain/errors.js';
import type { Read, VerifiedAnswer } from './audit.answer.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { daysOf, LATE_DAYS } from './days.js';
import { EXCEPTION_RULES } from './exception-rules.js';
import { PAGE_ENTRIES_MAX, type Page, type PageRequest } from '../validation/page.js';
import type { RecordColumn } from './render/records.js';

const verifyVerb = verb({
  words: 'audit verify',
  summary: 'read and check every byte of the log and of the documents: exit 4 when one is damaged',
  notes: [
    'Builds the tree of the events again and compares it with the tree and the checkpoints that are kept. Only a',
    'checkpoint that was kept elsewhere shows a change by somebody who may change everything in the data folder.',
  ],
  positionals: {},
  options: {
    against: texts('PLACE', 'a file, folder or URL of checkpoints that were kept elsewhere'),
    key: text(
      'KEY',
      'the public key that must have signed them, as audit key printed it, or its file',
    ),
    'no-views': flag('do not compare the views with the log'),
  },
  run: async ({ options: { 'no-views': noViews, ...options }, common, ledger }, io) => {
    const { verifyLog, withoutLog } = await import('./verify-log.js');
    const { checkpointsAt } = await import('../proof/kept-checkpoints.js');
    const { service } = ledger;
    if (service !== undefined && (options.against ?? options.key ?? noViews))
      throw new Refusal(
        'malformed',
        'A service compares its log with the tree and the checkpoints that it keeps itself: --against, --key and --no-views need the data folder, with LEDGER_URL unset.',
      );
    const answer = service
      ? jsonIn<VerifiedAnswer>(
          await service.send({ path: '/v1/audit/verify', waitMs: VERIFY_MS_MAX }),
        )
      : ledger.exists()
        ? await withProgressBar(io, common, (show) =>
            verifyLog(ledger.config, {
              ...options,
              views: noViews !== true,
              progress: (done, total) => show('events verified', done, total),
              viewsProgress: (done, total) => show('events compared with the views', done, total),
            }),
          )
        : await withoutLog(ledger.config, await checkpointsAt(options.against ?? []));
    const { ok, events, streams, documents, lastToken, problems, proof } = answer;
    const { recorded, checked, missing } = documents;
    return {
      answer,
      text: (style) =>
        [
          say`${events} events in ${streams} streams, ${ok ? style('green', said('all intact')) : style('red', said('damaged'))}`,
          say`${checked} of ${recorded} documents compared with their SHA-256${missing === 0 ? '' : say`; the files of ${missing} are not kept: documents show says what to do`}`,
          ...(proof === null
            ? []
            : [
                say`${proof.compared} of ${events} events compared with the tree; checkpoints that hold: ${proof.checkpoints.own} kept with the ledger, ${proof.checkpoints.outside} kept elsewhere`,
                say`tree of ${proof.tree.size} events, ${proof.tree.hash}, root ${proof.tree.root}`,
                ...newestOf(proof),
              ]),
          ...(lastToken === null ? [] : [say`last token ${lastToken}`]),
          ...problems.map(said),
          ...(proof?.notProven ?? []).map((each) => say`not proven: ${said(each)}`),
          '',
        ].join('\n'),
      exit: ok ? EXIT.ok : EXIT.corrupt,
      warning: ok
        ? undefined
        : `The ledger is damaged in ${problems.length === 1 ? 'one place' : `${problems.length} places`}: restore it from a backup.`,
    };
  },
});

/** The newest checkpoint that is kept with the ledger, by its first three lines. */
const newestOf = ({
  newest,
}: Pick<NonNullable<VerifiedAnswer['proof']>, 'newest'>): readonly string[] => {
  if (newest === null) return [];
  const [origin, size, root] = newest.split('\n');
  return [say`newest checkpoint: ${size!} events of ${origin!}, root ${root!}`];
};

/** How long a service may verify its log, in ms. */
const VERIFY_MS_MAX = 3_600_000;

const jsonIn = <T>({ bytes }: ServiceAnswer): T => JSON.parse(bytes.toString()) as T;

const LIST_FORMATS = ['text', 'json', 'csv', 'xlsx', 'jsonl'] as const;
type ListFormat = (typeof LIST_FORMATS)[number];

const files = {
  format: oneOf(
    LIST_FORMATS,
    'the format (default: by the name of the --out file, otherwise text)',
  ),
  out: text('FILE', 'write to this file instead of standard output'),
  ...pageOptions,
};
const ofBudget = { budget: text('BUDGET', 'only of this budget') };
const filters = {
  ...ofBudget,
  person: text('NAME', 'only what this person proposed or recorded'),
  line: text('KEY', 'only this line, or a code in its key, e.g. 2120199'),
  kind: oneOf(
    [...AMENDMENT_KINDS, 'correction', 'original', 'discontinued'],
    'only this kind of amendment, or other change of a line',
  ),
  number: text('NUMBER', 'only with this document number (文号), in any spelling'),
  from: date('only what was recorded on this day or later'),
  until: date('only what was recorded on this day or earlier'),
  position: asOfOptions.position,
};

/** A list, or a part of it, in the format that the flags ask for. */
const listed = async <R>(
  found: Page<R>,
  page: PageRequest,
  columns: readonly RecordColumn<R>[],
  { name, none, format, out }: ListedAs,
): Promise<Outcome> => {
  const { moreLine } = await import('../cli/grid.js');
  const { asListOrPage } = await import('../validation/page.js');
  const { recordsAsCsv, recordsAsJsonLines, recordsAsText, recordsAsXlsx } =
    await import('./render/records.js');
  const asText = (style: Style): string =>
    `${recordsAsText(found.items, columns, said(found.next === null ? none : 'none in this part'), style)}${moreLine(found.next)}`;
  const answer = asListOrPage(found, page);
  if (format === 'text' && out === undefined) return { answer, text: asText };
  const body = {
    text: () => asText(plain),
    json: () => asJson(answer, language()),
    csv: () => recordsAsCsv(found.items, columns),
    jsonl: () => recordsAsJsonLines(found.items),
    xlsx: () => recordsAsXlsx(found.items, columns, name),
  }[format]();
  return { body, out };
};

interface ListedAs {
  readonly name: string;
  /** The text for an empty list. */
  readonly none: string;
  readonly format: ListFormat;
  readonly out: string | undefined;
}

const changesVerb = verb({
  words: 'audit changes',
  summary: 'list the changes after publication, one row for each changed line',
  notes: ['Days are those of recording, in the time zone of Shanghai.'],
  positionals: {},
  options: { ...filters, ...files },
  run: async ({ options: { format: given, out, limit, after, ...filter }, common, ledger }, io) => {
    const format = outputFormat(LIST_FORMATS, 'text', { format: given, out }, common, io);
    const { AuditChanges } = await import('./audit-changes.query.js');
    const { CHANGE_COLUMNS } = await import('./render/columns.js');
    const page = { limit, after };
    const found = await ledger.read(({ ask }) => ask(new AuditChanges(filter, page)));
    return listed(found, page, CHANGE_COLUMNS, {
      name: 'changes',
      none: 'no changes',
      format,
      out,
    });
  },
});

const lateVerb = verb({
  words: 'audit late',
  summary: 'list the changes that were recorded long after they took effect',
  positionals: {},
  options: {
    ...filters,
    days: value(
      'N',
      `recorded more than this many days after the change took effect (default ${LATE_DAYS})`,
      daysOf,
    ),
    ...files,
  },
  run: async (
    { options: { format: given, out, limit, after, days, ...filter }, common, ledger },
    io,
  ) => {
    const format = outputFormat(LIST_FORMATS, 'text', { format: given, out }, common, io);
    const { AuditChanges } = await import('./audit-changes.query.js');
    const { CHANGE_COLUMNS } = await import('./render/columns.js');
    const lateDays = days ?? LATE_DAYS;
    const page = { limit, after };
    const late = new AuditChanges({ ...filter, lateDays }, page);
    const found = await ledger.read(({ ask }) => ask(late));
    return listed(found, page, CHANGE_COLUMNS, {
      name: 'late',
      none: 'no late changes',
      format,
      out,
    });
  },
});

const readsVerb = verb({
  words: 'audit reads',
  summary: 'list who read, exported, printed, followed, proved and verified what',
  notes: [
    'A service keeps this record where its callers are authenticated (LEDGER_AUTH). The newest stand first.',
  ],
  positionals: {},
  options: {
    ...ofBudget,
    person: text('NAME', 'only what this subject, or who has this name, asked for'),
    from: date('only on this day or later'),
    until: date('only on this day or earlier'),
    ...files,
  },
  run: async ({ options: { format: given, out, limit, after, ...filter }, common, ledger }, io) => {
    const format = outputFormat(LIST_FORMATS, 'text', { format: given, out }, common, io);
    const { readsIn } = await import('./reads.js');
    const { READ_COLUMNS } = await import('./render/columns.js');
    const page = { limit: limit ?? PAGE_ENTRIES_MAX, after };
    const found = ledger.service
      ? jsonIn<Page<Read>>(
          await ledger.service.send({ path: '/v1/audit/reads', query: { ...filter, ...page } }),
        )
      : await readsIn(ledger.config.access.reads, filter, page);
    return listed(found, page, READ_COLUMNS, { name: 'reads', none: 'no reads', format, out });
  },
});

const exceptionsVerb = verb({
  words: 'audit exceptions',
  summary: 'list records that deserve a second look; they need not be wrong',
  positionals: {},
  options: {
    ...ofBudget,
    rule: oneOf(EXCEPTION_RULES, 'only of this rule'),
    position: asOfOptions.position,
    ...files,
  },
  run: async ({ options: { format: given, out, limit, after, ...filter }, common, ledger }, io) => {
    const format = outputFormat(LIST_FORMATS, 'text', { format: given, out }, common, io);
    const { AuditExceptions } = await import('./audit-exceptions.query.js');
    const { EXCEPTION_COLUMNS } = await import('./render/columns.js');
    const page = { limit, after };
    const found = await ledger.read(({ ask }) => ask(new AuditExceptions(filter, page)));
    const as = { name: 'exceptions', none: 'no exceptions', format, out };
    return listed(found, page, EXCEPTION_COLUMNS, as);
  },
});

const inTransitVerb = verb({
  words: 'audit in-transit',
  summary: 'list transfers that have left one budget and not yet arrived in the other',
  notes: ['The filters are about the budget that the money has left.'],
  positionals: {},
  options: {
    ...ofBudget,
    agency: agency('only those of this agency'),
    year: year('only those of this fiscal year'),
    position: asOfOptions.position,
    ...files,
  },
  run: async ({ options: { format: given, out, limit, after, ...filter }, common, ledger }, io) => {
    const format = outputFormat(LIST_FORMATS, 'text', { format: given, out }, common, io);
    const { TransfersInTransit } = await import('./in-transit.query.js');
    const { TRANSIT_COLUMNS } = await import('./render/columns.js');
    const page = { limit, after };
    const found = await ledger.read(({ ask }) => ask(new TransfersInTransit(filter, page)));
    const as = { name: 'in-transit', none: 'nothing is in transit', format, out };
    return listed(found, page, TRANSIT_COLUMNS, as);
  },
});

/** The commands of the slice, in the order of `--help`. */
export const auditVerbs: readonly Verb[] = [
  verifyVerb,
  changesVerb,
  lateVerb,
  exceptionsVerb,
  readsVerb,
  inTransitVerb,
];
