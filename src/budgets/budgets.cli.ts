import { say } from '../cli/say.js';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import {
  agency,
  asOfOptions,
  budget,
  nonEmpty,
  flag,
  pageOptions,
  required,
  oneOf,
  optional,
  text,
  value,
  year,
} from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Outcome, type Verb } from '../cli/verb.js';
import { outputFormat } from '../cli/output-format.js';
import { Refusal } from '../domain/errors.js';
import {
  noSuchBudget,
  parseBudgetId,
  SCOPES,
  type BudgetName,
} from '../domain/values/budget-id.js';
import { isOneOf, SCHEDULES } from '../domain/values/line.js';
import { asOfOf } from './as-of/as-of-input.js';
import { againstOf, BASES } from './reports/against.js';
import type { Cut } from './reports/deltas.query.js';
import { documentVerb } from './document/document.cli.js';
import { SHOWN_UNITS } from '../domain/tables/budget-form.js';
import { tableCalled, TABLES } from '../domain/tables/forms.js';
import { searchVerb } from './search/search.cli.js';
import { totalsVerb } from './totals/totals.cli.js';
import type { TableAnswer } from './tables/table.answer.js';

// Queries import the framework, which takes time to load: a verb imports them when it runs, so that an error in the command
// line is reported at once.

const FORMATS = ['text', 'json', 'csv', 'md', 'xlsx'] as const;

const CUTS: Readonly<Record<Cut, true>> = {
  class: true,
  group: true,
  item: true,
  economic: true,
  split: true,
  'three-public': true,
  project: true,
};
const against = value(
  'BASE',
  `the base: ${BASES.join(', ')}, or a date (default prior-budget)`,
  againstOf,
);

const list = verb({
  words: 'budgets list',
  summary: 'list the budgets',
  positionals: {},
  options: {
    agency: agency('only those of this agency'),
    year: year('only those of this fiscal year'),
    scope: oneOf(SCOPES, 'only whole departments, or only units'),
    reconciled: oneOf(
      ['true', 'false'],
      'only those without open errors and warnings, or only those with',
    ),
    ...pageOptions,
  },
  run: async ({ options: { limit, after, reconciled, ...filter }, ledger }) => {
    const { ListBudgets } = await import('./list-budgets.query.js');
    const { budgetsAsText } = await import('./budgets-text.js');
    const { asListOrPage } = await import('../validation/page.js');
    const page = { limit, after };
    const wanted = {
      ...filter,
      reconciled: reconciled === undefined ? undefined : reconciled === 'true',
    };
    const found = await ledger.read(({ ask }) => ask(new ListBudgets(wanted, page)));
    return {
      answer: asListOrPage(found, page),
      text: (style) => budgetsAsText(found, ledger.place(), style),
    };
  },
});

const show = verb({
  words: 'budgets show',
  summary: 'show how one budget stands: its approval (批复), amounts, documents, open findings',
  positionals: { budget },
  options: {},
  run: async ({ positionals, ledger }) => {
    const { ShowBudget } = await import('./show-budget.query.js');
    const { budgetAsText } = await import('./budgets-text.js');
    const answer = await ledger.read(({ ask }) => ask(new ShowBudget(positionals.budget)));
    return { answer, text: (style) => budgetAsText(answer, style) };
  },
});

const table = verb({
  words: 'budgets table',
  summary: 'show one of the nine tables, or another table of the document',
  notes: [
    'A cell shows the printed amount, plus what later events changed below it.',
    'A table that is none of the nine, such as projects or procurement, has a number from 10 on and shows what is printed: its figures make no line.',
  ],
  positionals: {
    budget,
    table: required(
      `<1-${TABLES}|KIND>`,
      'the number of the table, its kind such as general, or its number in a document of another form such as 公开07表',
      (given) => {
        const number = tableCalled(given.replace(/^T(?=\d)/i, ''));
        if (number === undefined)
          throw new Error(
            `"${given}" is not a table: a budget has the tables 1 to ${TABLES}, also by their kinds, such as general, or by the number that its document prints.`,
          );
        return number;
      },
    ),
  },
  options: {
    ...asOfOptions,
    unit: oneOf(SHOWN_UNITS, "unit of the amounts (default: the document's)"),
    format: oneOf(FORMATS, 'the format (default: by the name of the --out file, otherwise text)'),
    out: text('FILE', 'write to this file instead of standard output'),
    rebuild: flag('build the table from the lines where the document does not have it'),
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { out } = options;
    const format = outputFormat(FORMATS, 'text', options, common, io);
    const asOf = asOfOf(options);
    const { TableOf } = await import('./tables/table.query.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new TableOf(parseBudgetId(positionals.budget).id, positionals.table, asOf, options)),
    );
    if (format === 'text' && out === undefined) {
      const { tableAsText } = await import('./tables/table-text.js');
      return { answer, text: (style) => tableAsText(answer, style, options) };
    }
    return { body: await bodyOf(answer, format), out };
  },
});

const bodyOf = async (
  answer: TableAnswer,
  format: (typeof FORMATS)[number],
): Promise<string | Uint8Array> => {
  switch (format) {
    case 'json':
      return `${JSON.stringify(answer)}\n`;
    case 'csv':
      return (await import('./tables/table-csv.js')).tableAsCsv(answer);
    case 'md':
      return (await import('./tables/table-markdown.js')).tableAsMarkdown(answer);
    case 'xlsx':
      return (await import('./tables/table-xlsx.js')).tableAsXlsx(answer);
    case 'text':
      return (await import('./tables/table-text.js')).tableAsText(answer);
  }
};

const lines = verb({
  words: 'budgets lines',
  summary: 'list the lines of a budget, of which all totals are sums',
  positionals: { budget },
  options: { ...asOfOptions, schedule: oneOf(SCHEDULES, 'only the lines of one schedule') },
  run: async ({ positionals, options, ledger }) => {
    const asOf = asOfOf(options);
    const { LinesOf } = await import('./lines/lines.query.js');
    const { linesAsText } = await import('./lines/lines-text.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new LinesOf(parseBudgetId(positionals.budget).id, asOf, options.schedule)),
    );
    return { answer, text: (style) => linesAsText(answer, style) };
  },
});

const deltas = verb({
  words: 'budgets deltas',
  summary: 'compare a budget with a base, and with the changes that its document states',
  positionals: { budget },
  options: {
    ...asOfOptions,
    against,
    by: oneOf(Object.keys(CUTS) as [Cut, ...Cut[]], 'what the rows are (default class)'),
  },
  run: async ({ positionals, options, ledger }) => {
    const asOf = asOfOf(options);
    const { DeltasOf } = await import('./reports/deltas.query.js');
    const { deltasAsText } = await import('./reports/deltas-text.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new DeltasOf(parseBudgetId(positionals.budget).id, options.against, options.by, asOf)),
    );
    return { answer, text: (style) => deltasAsText(answer, style) };
  },
});

const bridge = verb({
  words: 'budgets bridge',
  summary:
    'show what leads from the original to the adjusted budget: amendments by kind, corrections',
  positionals: { budget },
  options: { ...asOfOptions, schedule: oneOf(SCHEDULES, 'which lines (default expenditure)') },
  run: async ({ positionals, options, ledger }) => {
    const asOf = asOfOf(options);
    const { BridgeOf } = await import('./reports/bridge.query.js');
    const { bridgeAsText } = await import('./reports/bridge-text.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new BridgeOf(parseBudgetId(positionals.budget).id, asOf, options.schedule)),
    );
    return { answer, text: (style) => bridgeAsText(answer, style) };
  },
});

const trail = verb({
  words: 'budgets trail',
  summary: 'show all records of a budget or of one line, back to the printed cell',
  positionals: { budget },
  options: {
    ...asOfOptions,
    line: text('KEY', 'a line, or a code in its key, e.g. 2120199'),
    ...pageOptions,
  },
  run: async ({ positionals, options: { line, limit, after, ...options }, ledger }) => {
    const asOf = asOfOf(options);
    const page = { limit, after };
    const { asTrailOrPart } = await import('./reports/trail.answer.js');
    const { TrailOf } = await import('./reports/trail.query.js');
    const { trailAsText } = await import('./reports/trail-text.js');
    const found = await ledger.read(({ ask }) =>
      ask(new TrailOf(parseBudgetId(positionals.budget).id, asOf, line, page)),
    );
    return { answer: asTrailOrPart(found, page), text: (style) => trailAsText(found, style) };
  },
});

const open = verb({
  words: 'budgets open',
  summary: 'open a budget that is not published as a document',
  notes: ['Give either <budget>, or --agency, --year and --scope.'],
  positionals: { budget: optional('<budget>', budget.help) },
  options: {
    name: value('NAME', "the agency's name (required)", nonEmpty),
    agency: agency("the agency's code"),
    year: year('the fiscal year, e.g. 2024'),
    scope: oneOf(SCOPES, 'the whole department, or one unit'),
  },
  run: async ({ positionals, options, common, ledger }) => {
    if (options.name === undefined)
      throw new UsageError("budgets open needs --name: the agency's name as it is published.");
    const name = budgetNameOf(positionals.budget, options);
    const agencyName = options.name;
    const { OpenBudget } = await import('./open-budget.js');
    const {
      budget: id,
      version,
      token,
    } = await ledger.change(({ execute }) =>
      execute(new OpenBudget(name, agencyName, { actor: common.actor })),
    );
    return {
      answer: { budget: id, version, token },
      text: () => `${say`${id} is open, at version ${version}.`}\n${say`token ${token}`}\n`,
    };
  },
});

const budgetNameOf = (
  id: string | undefined,
  given: Partial<Record<'agency' | 'year' | 'scope', unknown>>,
): BudgetName => {
  const flags = (['agency', 'year', 'scope'] as const).filter((name) => given[name] !== undefined);
  if (id === undefined) {
    if (flags.length < 3)
      throw new UsageError('budgets open needs <budget>, or all of --agency, --year and --scope.');
    return {
      agency: given.agency as string,
      fiscalYear: given.year as number,
      scope: given.scope as BudgetName['scope'],
    };
  }
  if (flags.length > 0)
    throw new UsageError(`budgets open takes <budget> or --${flags[0]}, not both.`);
  try {
    const { agency: code, fiscalYear, scope } = parseBudgetId(id);
    return { agency: code, fiscalYear, scope };
  } catch {
    throw new UsageError(
      `"${id}" is not the id of a budget: give <agency>-<year>-<department|unit>.`,
    );
  }
};

const enter = verb({
  words: 'budgets enter',
  summary: 'enter lines of the original budget from a file, all or none',
  notes: [
    'The columns are those of the API: schedule, function, fund, expenditure, economic, cost, category, project, source,',
    'name, amount; or their Chinese names, as an empty form has them. Which of them a line needs depends on its schedule.',
    'Amounts are in yuan and may have thousands separators. A blank name is that of the classification.',
  ],
  positionals: {
    budget: optional('<budget>', budget.help),
    file: optional('FILE', 'CSV, XLSX or JSON lines; - is standard input'),
  },
  options: {
    template: value('FILE', 'write an empty form (.xlsx or .csv) and enter nothing', nonEmpty),
  },
  run: async ({ positionals, options, common, ledger }, io): Promise<Outcome> => {
    if (options.template !== undefined) return emptyForm(options.template, positionals.budget);
    if (positionals.budget === undefined || positionals.file === undefined)
      throw new UsageError(
        'budgets enter needs <budget> and FILE, or --template: see budget-ledger budgets enter --help.',
      );
    const { id } = parseBudgetId(positionals.budget);
    const { readFile } = await import('../cli/read-file.js');
    const { readLines } = await import('./lines/read-lines.js');
    const name = positionals.file === '-' ? 'standard input' : positionals.file;
    const entered = readLines(await readFile(positionals.file, io.stdin), name);
    if (!ledger.exists()) throw noSuchBudget(id);
    const { EnterLines } = await import('./lines/enter-lines.js');
    const { version, token, lines, findings } = await ledger.change(({ execute }) =>
      execute(new EnterLines(id, entered, { actor: common.actor })),
    );
    return {
      answer: { budget: id, lines, findings, version, token },
      text: () =>
        `${say`${id}: ${lines} of ${entered.length} lines are new, ${findings} findings; version ${version}.`}\n${say`token ${token}`}\n`,
    };
  },
});

/** A form that stands already may be filled in: it is never replaced. */
const emptyForm = async (out: string, argument: string | undefined): Promise<Outcome> => {
  if (argument !== undefined)
    throw new UsageError(
      `budgets enter --template writes an empty form and takes no argument, but "${argument}" is given.`,
    );
  const { lineTemplate, TEMPLATE_FORMATS } = await import('./lines/line-template.js');
  const format = extname(out).slice(1).toLowerCase();
  if (!isOneOf(TEMPLATE_FORMATS, format))
    throw new UsageError(`--template: "${out}" ends in none of .xlsx and .csv.`);
  if (existsSync(out)) throw new Refusal('malformed', `${out} exists already: name a new file.`);
  return { body: lineTemplate(format), out };
};

/** The commands of the slice, in the order of `--help`. */
export const budgetsVerbs: readonly Verb[] = [
  list,
  show,
  open,
  enter,
  table,
  documentVerb,
  lines,
  deltas,
  bridge,
  trail,
  totalsVerb,
  searchVerb,
];
