import { say } from '../cli/say.js';
import {
  asOfOptions,
  budget,
  nonEmpty,
  oneOf,
  pageOptions,
  required,
  text,
} from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import { noSuchBudget, parseBudgetId } from '../domain/values/budget-id.js';
import { DECISIONS } from '../domain/events/finding.js';

const list = verb({
  words: 'budgets findings',
  summary: 'list the findings of a budget, and the decisions about them',
  positionals: { budget },
  options: { position: asOfOptions.position, ...pageOptions },
  run: async ({ positionals, options: { position, ...page }, ledger }) => {
    const { FindingsOf } = await import('./findings.query.js');
    const { findingsAsText } = await import('../cli/finding-text.js');
    const { moreLine } = await import('../cli/grid.js');
    const { asListOrPage } = await import('../validation/page.js');
    const found = await ledger.read(({ ask }) =>
      ask(new FindingsOf(parseBudgetId(positionals.budget).id, page, { position })),
    );
    return {
      answer: asListOrPage(found, page),
      text: (style) => `${findingsAsText(found.items, style)}${moreLine(found.next)}`,
    };
  },
});

const resolve = verb({
  words: 'budgets findings resolve',
  summary: 'decide a finding, with a reason; accept-expected corrects the cell',
  positionals: { budget, finding: required('<finding>', 'its id, from budgets findings') },
  options: {
    decision: oneOf(DECISIONS, 'which figure is right, or that the error is known (required)'),
    reason: text('TEXT', 'why (required)'),
  },
  run: async ({ positionals, options: { decision, reason }, common, ledger }) => {
    if (decision === undefined || reason === undefined)
      throw new UsageError('budgets findings resolve needs --decision and --reason.');
    const { id } = parseBudgetId(positionals.budget);
    if (!ledger.exists()) throw noSuchBudget(id);
    const finding = nonEmpty(positionals.finding);
    const { ResolveFinding } = await import('./resolve-finding.js');
    const { version, token } = await ledger.change(({ execute }) =>
      execute(new ResolveFinding(id, finding, decision, reason, { actor: common.actor })),
    );
    return {
      answer: { budget: id, version, token },
      text: () =>
        `${say`${finding} is resolved: ${decision}; ${id} is at version ${version}.`}\n${say`token ${token}`}\n`,
    };
  },
});

/** The commands of the slice, in the order of `--help`. */
export const findingsVerbs: readonly Verb[] = [list, resolve];
