import { formatOf } from '../cli/format-of.js';
import {
  agency,
  asOfOptions,
  nonEmpty,
  flag,
  required,
  oneOf,
  optional,
  text,
  value,
} from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Outcome, type Verb } from '../cli/verb.js';
import { writeOut } from '../cli/write-out.js';
import {
  noSuchBudget,
  parseBudgetId,
  SCOPES,
  type BudgetName,
} from '../domain/values/budget-id.js';
import { isCivilDate } from '../domain/values/civil-date.js';
import { SCHEDULES } from '../domain/values/line.js';
import { asOfOf } from './as-of/as-of-input.js';
import type { Against, Cut } from './reports/deltas.query.js';
import { documentVerb } from './document/document.cli.js';
import { SHOWN_UNITS } from '../domain/tables/budget-form.js';
import type { TableAnswer } from './tables/table.answer.js';

// The queries bring the framework with them, so that a verb loads them when it runs: a slip in the command line is
// answered at once.

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
const AGAINST: Readonly<Record<Extract<Against, string>, true>> = {
  'prior-budget': true,
  'prior-adjusted': true,
  'prior-execution': true,
  original: true,
};

const budget = required('<budget>');

const against = value('WHAT', `${Object.keys(AGAINST).join(', ')} or a date`, (given): Against => {
  if (Object.hasOwn(AGAINST, given)) return given as Extract<Against, string>;
  if (isCivilDate(given)) return { effective: given };
  throw new Error(
    `"${given}" is not one of ${Object.keys(AGAINST).join(', ')} or a date such as 2023-06-30.`,
  );
});

const year = value('YEAR', 'fiscal year, e.g. 2024', (given) => {
  if (!/^[12]\d{3}$/.test(given)) throw new Error(`"${given}" is not a year: give four digits.`);
  return Number(given);
});

const list = verb({
  words: 'budgets list',
  summary: 'the budgets of the ledger',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { ListBudgets } = await import('./list-budgets.query.js');
    const { budgetsAsText } = await import('./budgets-text.js');
    const answer = await ledger.read(({ ask }) => ask(new ListBudgets()));
    return { answer, text: (style) => budgetsAsText(answer, style) };
  },
});

const show = verb({
  words: 'budgets show',
  summary: 'one budget: its agency, version, and whether its findings are decided',
  positionals: { budget },
  options: {},
  run: async ({ positionals, ledger }) => {
    const { ListBudgets } = await import('./list-budgets.query.js');
    const { budgetsAsText } = await import('./budgets-text.js');
    const [answer] = await ledger.read(({ ask }) => ask(new ListBudgets(positionals.budget)));
    return { answer, text: (style) => budgetsAsText([answer!], style) };
  },
});

const table = verb({
  words: 'budgets table',
  summary: 'one of the nine tables as of a question',
  notes: [
    'A cell is what the document prints, until a later change touches a line below it; then it is the sum of its lines.',
  ],
  positionals: {
    budget,
    table: required('<1-9>', (given) => {
      if (!/^[1-9]$/.test(given))
        throw new Error(`"${given}" is no table: a budget has the tables 1 to 9.`);
      return Number(given);
    }),
  },
  options: {
    ...asOfOptions,
    unit: oneOf(SHOWN_UNITS, "unit of the amounts (default: the document's)"),
    format: oneOf(FORMATS, 'default text'),
    out: text('FILE', 'write to this file instead of standard output'),
    rebuild: flag('also where the document lacks the table: what the lines say'),
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { format: given, out } = options;
    if (common.json && given !== undefined && given !== 'json')
      throw new UsageError(`--json and --format ${given} ask for two things: choose one.`);
    const format = common.json ? 'json' : (given ?? formatOf(FORMATS, out) ?? 'text');
    if (format === 'xlsx' && out === undefined && io.stdout.isTTY === true)
      throw new UsageError('--format xlsx is no text for a terminal: name a file with --out.');
    const asOf = asOfOf(options);
    const { TableOf } = await import('./tables/table.query.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new TableOf(parseBudgetId(positionals.budget).id, positionals.table, asOf, options)),
    );
    if (format === 'text' && out === undefined) {
      const { tableAsText } = await import('./tables/table-text.js');
      return { answer, text: (style) => tableAsText(answer, style) };
    }
    const body = await bodyOf(answer, format);
    if (out === undefined) return { body };
    await writeOut(out, body);
    return 'written';
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
  summary: 'the lines of a budget: the leaves that everything else is a sum of',
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
  summary: 'the changes of a budget against a base, and what its document states of them',
  positionals: { budget },
  options: {
    ...asOfOptions,
    against,
    by: oneOf(Object.keys(CUTS) as [Cut, ...Cut[]], 'the rows (default class)'),
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
  summary: 'from the original to the adjusted budget: amendments by kind, corrections',
  positionals: { budget },
  options: { ...asOfOptions, schedule: oneOf(SCHEDULES, 'the lines (default expenditure)') },
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
  summary: 'everything recorded of a budget or of one line, back to the printed cell',
  positionals: { budget },
  options: { ...asOfOptions, line: text('KEY', 'a line, or a code that lines have: 2120199') },
  run: async ({ positionals, options, ledger }) => {
    const asOf = asOfOf(options);
    const { TrailOf } = await import('./reports/trail.query.js');
    const { trailAsText } = await import('./reports/trail-text.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new TrailOf(parseBudgetId(positionals.budget).id, asOf, options.line)),
    );
    return { answer, text: (style) => trailAsText(answer, style) };
  },
});

const open = verb({
  words: 'budgets open',
  summary: 'open a budget that no document brings',
  notes: ['Either the budget, e.g. baoshan_cyzx-2024-unit, or --agency, --year and --scope.'],
  positionals: { budget: optional('<budget>') },
  options: {
    name: value('NAME', "the agency's name (needed)", nonEmpty),
    agency: agency("the agency's code"),
    year,
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
      text: () => `${id} is open, at version ${version}.\n${token}\n`,
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
      `"${id}" cannot be the name of a budget: give <agency>-<year>-<department|unit>.`,
    );
  }
};

const enter = verb({
  words: 'budgets enter',
  summary: 'enter lines of the original budget from CSV or JSON lines, all or none',
  notes: [
    'The columns are those of the API: schedule, function, fund, expenditure, economic, cost, category, project, source,',
    'name, amount. A schedule takes those that name its lines. With - the lines come from standard input.',
  ],
  positionals: { budget, file: required('FILE.csv|FILE.jsonl|-') },
  options: {},
  run: async ({ positionals, common, ledger }, io): Promise<Outcome> => {
    const { id } = parseBudgetId(positionals.budget);
    const { readFile } = await import('../cli/read-file.js');
    const { readLines } = await import('./lines/read-lines.js');
    const name = positionals.file === '-' ? 'standard input' : positionals.file;
    const entered = readLines(await readFile(positionals.file, io.stdin), name);
    // A budget is opened first; a folder without a ledger has none, and gets none.
    if (!ledger.exists()) throw noSuchBudget(id);
    const { EnterLines } = await import('./lines/enter-lines.js');
    const { version, token, events } = await ledger.change(({ execute }) =>
      execute(new EnterLines(id, entered, { actor: common.actor })),
    );
    const recorded = events.filter(({ type }) => type === 'LineEntered').length;
    const found = events.filter(({ type }) => type === 'FindingRaised').length;
    return {
      answer: { budget: id, lines: recorded, findings: found, version, token },
      text: () =>
        `${id}: ${recorded} of ${entered.length} lines are new, ${found} findings; version ${version}.\n${token}\n`,
    };
  },
});

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
];
