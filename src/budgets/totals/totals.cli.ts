import { agency, asOfOptions, flag, oneOf, value, year } from '../../cli/options.js';
import { verb } from '../../cli/verb.js';
import { SCOPES } from '../../domain/values/budget-id.js';
import { codeBeginning } from '../../domain/values/line.js';
import { asOfOf } from '../as-of/as-of-input.js';
import { againstOf, BASES } from '../reports/against.js';

/** `budgets totals`. */
export const totalsVerb = verb({
  words: 'budgets totals',
  summary: 'sum many budgets: originals, amendments, corrections, what is spent, and the changes',
  notes: [
    "A department's budget contains those of its units, so that one scope is summed: that in which more agencies have a budget.",
    'Years are never added.',
  ],
  positionals: {},
  options: {
    year: year('the fiscal year (default the newest)'),
    agency: agency('only those of this agency'),
    scope: oneOf(SCOPES, 'whole departments, or units'),
    by: oneOf(['class', 'agency', 'economic', 'kind'], 'what the rows are (default class)'),
    code: value('CODE', 'only lines whose code begins so', codeBeginning),
    economic: flag('the lines by the economic classification, and not by function'),
    against: value(
      'BASE',
      `the base of the changes: ${BASES.join(', ')}, or a date (default prior-budget)`,
      againstOf,
    ),
    ...asOfOptions,
  },
  run: async ({ options, ledger }) => {
    const asOf = asOfOf(options);
    const { by, against, year: fiscalYear, ...filter } = options;
    const { TotalsOf } = await import('./totals.query.js');
    const { totalsAsText } = await import('./totals-text.js');
    const { agency: of, scope, code, economic } = filter;
    const question = { year: fiscalYear, agency: of, scope, code, economic };
    const totals = new TotalsOf(question, by, against, asOf);
    const answer = await ledger.read(({ ask }) => ask(totals));
    return { answer, text: (style) => totalsAsText(answer, style) };
  },
});
