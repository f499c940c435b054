import { say } from '../cli/say.js';
import {
  agency,
  asOfOptions,
  budget,
  date,
  nonEmpty,
  oneOf,
  optional,
  pageOptions,
  required,
  text,
  year,
} from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { AMENDMENT_STATUSES } from './amendment-statuses.js';
import {
  authorityOf,
  changes,
  document,
  dryRun,
  file,
  reason,
  requestOf,
  runChange,
} from './change-options.js';

const amendment = required('<amendment>', 'its id, from amendments list');

const propose = verb({
  words: 'amendments propose',
  summary: 'propose an amendment; it counts once another person approves it',
  positionals: { budget },
  options: {
    file,
    kind: oneOf(AMENDMENT_KINDS, 'the kind of amendment in law'),
    change: changes,
    reason,
    to: text('BUDGET', 'the budget that receives the money (划转, 结转)'),
    'dry-run': dryRun,
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { amendmentInput, proposal } = await import('./change-input.js');
    const { validate } = await import('../validation/validate.js');
    const { kind, change, reason: why, to } = options;
    const flags = { kind, changes: change, reason: why, ...(to === undefined ? {} : { to }) };
    if (
      options.file === undefined &&
      (kind === undefined || change === undefined || why === undefined)
    )
      throw new UsageError('amendments propose needs --file, or --kind, --change and --reason.');
    const request = await requestOf(options.file, flags, io, (body) =>
      proposal(validate(amendmentInput, body)),
    );
    return runChange(positionals.budget, request, { common, ledger }, { dry: options['dry-run'] });
  },
});

const approve = verb({
  words: 'amendments approve',
  summary: 'approve an amendment that another person has proposed',
  positionals: { budget, amendment },
  options: {
    file,
    ...document,
    'approved-on': date('the day of approval (批复日期)'),
    'effective-on': date(
      'the first day in force (default: the day of approval, 31 December of the year at the latest)',
    ),
    'dry-run': dryRun,
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { approval, approvalInput } = await import('./change-input.js');
    const { validate } = await import('../validation/validate.js');
    if (
      options.file === undefined &&
      (options.authority === undefined || options['approved-on'] === undefined)
    )
      throw new UsageError('amendments approve needs --file, or --authority and --approved-on.');
    const flags = {
      authority: authorityOf(options),
      approvedOn: options['approved-on'],
      ...(options['effective-on'] === undefined ? {} : { effectiveOn: options['effective-on'] }),
    };
    const request = await requestOf(options.file, flags, io, (body) =>
      approval(positionals.amendment, validate(approvalInput, body)),
    );
    return runChange(positionals.budget, request, { common, ledger }, { dry: options['dry-run'] });
  },
});

const ending = (type: 'reject' | 'withdraw' | 'return', summary: string): Verb =>
  verb({
    words: `amendments ${type}`,
    summary,
    positionals: { budget, amendment },
    options: { file, reason, 'dry-run': dryRun },
    run: async ({ positionals, options, common, ledger }, io) => {
      const { endInput } = await import('./change-input.js');
      const { validate } = await import('../validation/validate.js');
      if (options.file === undefined && options.reason === undefined)
        throw new UsageError(`amendments ${type} needs --reason, or --file.`);
      const { amendment: id, budget: of } = positionals;
      const flags = { reason: options.reason };
      const request = await requestOf(options.file, flags, io, (body) => ({
        type,
        amendment: id,
        ...validate(endInput, body),
      }));
      return runChange(of, request, { common, ledger }, { dry: options['dry-run'] });
    },
  });

const list = verb({
  words: 'amendments list',
  summary: 'list the amendments of a budget, or of all',
  positionals: { budget: optional('<budget>', 'its id; without it the amendments of all budgets') },
  options: {
    status: oneOf(AMENDMENT_STATUSES, 'only those with this status'),
    agency: agency('only those of this agency'),
    year: year('only those of this fiscal year'),
    kind: oneOf(AMENDMENT_KINDS, 'only those of this kind'),
    'proposed-by': text('NAME', 'only those that this person has proposed'),
    position: asOfOptions.position,
    ...pageOptions,
  },
  run: async ({ positionals, options, ledger }) => {
    const { ListAmendments } = await import('./list-amendments.query.js');
    const { amendmentAsText } = await import('./amendments-text.js');
    const { moreLine } = await import('../cli/grid.js');
    const { asListOrPage } = await import('../validation/page.js');
    const { 'proposed-by': proposedBy, limit, after, ...filter } = options;
    const budget =
      positionals.budget === undefined ? undefined : parseBudgetId(positionals.budget).id;
    const page = await ledger.read(({ ask }) =>
      ask(new ListAmendments({ ...filter, proposedBy, budget }, { limit, after })),
    );
    return {
      answer: asListOrPage(page, { limit, after }),
      text: () =>
        page.items.length === 0
          ? `${say`no amendments`}\n`
          : `${page.items.map(amendmentAsText).join('\n')}${moreLine(page.next)}`,
    };
  },
});

const show = verb({
  words: 'amendments show',
  summary: 'show one amendment of any budget',
  positionals: { amendment },
  options: { position: asOfOptions.position },
  run: async ({ positionals, options, ledger }) => {
    const { ShowAmendment } = await import('./show-amendment.query.js');
    const { amendmentAsText } = await import('./amendments-text.js');
    const id = nonEmpty(positionals.amendment);
    const answer = await ledger.read(({ ask }) => ask(new ShowAmendment(id, options)));
    return { answer, text: () => amendmentAsText(answer) };
  },
});

const correct = verb({
  words: 'corrections add',
  summary: 'correct a record that was wrong (更正), without an amendment',
  positionals: { budget },
  options: {
    file,
    corrects: text('EVENT', 'the id of the wrong event, from budgets trail'),
    line: text('KEY', 'the wrong line, when the event is an amendment'),
    to: text('AMOUNT', 'the right amount'),
    reason,
    'dry-run': dryRun,
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { correction, correctionInput } = await import('./change-input.js');
    const { validate } = await import('../validation/validate.js');
    const { corrects, line, to, reason: why } = options;
    if (
      options.file === undefined &&
      (corrects === undefined || to === undefined || why === undefined)
    )
      throw new UsageError('corrections add needs --file, or --corrects, --to and --reason.');
    const flags = { corrects, to, reason: why, ...(line === undefined ? {} : { line }) };
    const request = await requestOf(options.file, flags, io, (body) =>
      correction(validate(correctionInput, body)),
    );
    return runChange(positionals.budget, request, { common, ledger }, { dry: options['dry-run'] });
  },
});

const execute = verb({
  words: 'executions add',
  summary: 'record the amounts spent up to a date (执行数)',
  positionals: { budget },
  options: { file, 'dry-run': dryRun },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { execution, executionInput } = await import('./change-input.js');
    const { validate } = await import('../validation/validate.js');
    if (options.file === undefined) throw new UsageError('executions add needs --file.');
    const request = await requestOf(options.file, null, io, (body) =>
      execution(validate(executionInput, body)),
    );
    return runChange(positionals.budget, request, { common, ledger }, { dry: options['dry-run'] });
  },
});

const approveBudget = verb({
  words: 'budgets approve',
  summary: 'record that the original budget is approved (批复)',
  positionals: { budget },
  options: {
    ...document,
    'approved-on': date('the day of approval (required)'),
    'dry-run': dryRun,
  },
  run: async ({ positionals, options, common, ledger }) => {
    const { budgetApproval, budgetApprovalInput } = await import('./change-input.js');
    const { validate } = await import('../validation/validate.js');
    const approvedOn = options['approved-on'];
    if (options.authority === undefined || approvedOn === undefined)
      throw new UsageError('budgets approve needs --authority and --approved-on.');
    const body = validate(budgetApprovalInput, { authority: authorityOf(options), approvedOn });
    const dry = options['dry-run'];
    return runChange(positionals.budget, budgetApproval(body), { common, ledger }, { dry });
  },
});

const close = verb({
  words: 'budgets close',
  summary: 'close the year; afterwards only corrections are accepted',
  positionals: { budget },
  notes: [
    'Nothing undoes a close: without --confirm the command says what it would close, and closes nothing.',
  ],
  options: {
    on: date('the day of the closing (required)'),
    confirm: text('BUDGET', 'the id of the budget once more'),
    'dry-run': dryRun,
  },
  run: async ({ positionals, options, common, ledger }) => {
    if (options.on === undefined) throw new UsageError('budgets close needs --on.');
    const { on, confirm = null, 'dry-run': dry } = options;
    const request = { type: 'close', on, confirm } as const;
    return runChange(positionals.budget, request, { common, ledger }, { dry });
  },
});

/** The commands of the slice, in the order of `--help`. */
export const amendmentsVerbs: readonly Verb[] = [
  propose,
  approve,
  ending('reject', 'reject an amendment that another person has proposed'),
  ending('withdraw', 'withdraw an amendment that you have proposed'),
  ending(
    'return',
    'record that the money of a transfer is back: the receiving budget was closed before it arrived',
  ),
  list,
  show,
  correct,
  execute,
  approveBudget,
  close,
];
