import type { Style } from '../cli/style.js';
import { asText, grid } from '../cli/grid.js';
import type { BudgetAnswer } from './budgets.answer.js';

/** The list of budgets for a terminal. */
export const budgetsAsText = (budgets: readonly BudgetAnswer[], style: Style): string =>
  budgets.length === 0
    ? 'The ledger has no budgets yet: record the first with imports add FILE.\n'
    : asText(
        grid(
          budgets,
          [
            { header: 'budget', cell: ({ budget }) => budget },
            { header: 'agency', cell: ({ agency }) => agency.name },
            { header: 'year', cell: ({ fiscalYear }) => String(fiscalYear) },
            { header: 'scope', cell: ({ scope }) => scope },
            { header: 'version', cell: ({ version }) => String(version), figure: true },
            {
              header: 'findings',
              cell: ({ reconciled }) => (reconciled ? 'reconciled' : 'open'),
            },
          ],
          style,
        ),
      );
