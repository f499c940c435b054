import { said, say } from '../cli/say.js';
import { printable } from '../text/columns.js';
import type { Style } from '../cli/style.js';
import { asText, grid, moreLine } from '../cli/grid.js';
import { signedYuan } from '../domain/values/money.js';
import type { Page } from '../validation/page.js';
import type { BudgetAnswer, ShownBudget } from './budgets.answer.js';

/** The list of budgets for a terminal. `place`: where their ledger is, named when there is none. */
export const budgetsAsText = (
  { items, next }: Page<BudgetAnswer>,
  place: string,
  style: Style,
): string =>
  items.length === 0
    ? `${say`There is no such budget in ${printable(place)}: record one with imports add FILE, or name another folder with --data.`}\n`
    : `${rowsOf(items, style)}${moreLine(next)}`;

/** One budget for a terminal: its row, its approval, how it stands, its documents and its open findings. */
export const budgetAsText = (budget: ShownBudget, style: Style): string => {
  const { approval } = budget;
  const approved =
    approval === null
      ? say`The approval (批复) of the original budget is not recorded.`
      : say`approved on ${approval.approvedOn} by ${printable(approval.authority.number)}, recorded by ${printable(approval.approver)}`;
  const { closedOn, original, adjusted, pending, proposals, executed } = budget;
  const { incoming, documents, openFindings } = budget;
  const { error, warning, info } = openFindings;
  return `${rowsOf([budget], style)}${asText([
    approved,
    closedOn === null ? say`The year is open.` : say`The year was closed on ${closedOn}.`,
    say`expenditure: original ${original}, adjusted ${adjusted}, pending ${signedYuan(pending)}, executed ${executed ?? said('not recorded')}`,
    ...(proposals === 0 ? [] : [say`amendments that wait for a decision: ${proposals}`]),
    ...incoming.map(
      ({ from, amendment, kind, status, amount }) =>
        say`comes from ${from}: ${amount}, ${kind} ${amendment}, ${status === 'proposed' ? status : 'in transit'}`,
    ),
    ...documents.map(
      ({ sha256, title, publishedOn }) =>
        say`document ${sha256.slice(0, 12)} ${printable(title)}${publishedOn === null ? '' : say`, published on ${publishedOn}`}`,
    ),
    say`open findings: error ${error}, warning ${warning}, info ${info}`,
  ])}`;
};

const rowsOf = (budgets: readonly BudgetAnswer[], style: Style): string =>
  asText(
    grid(
      budgets,
      [
        { header: 'budget', cell: ({ budget }) => budget },
        { header: 'agency', cell: ({ agency }) => agency.name },
        { header: 'year', cell: ({ fiscalYear }) => String(fiscalYear) },
        { header: 'scope', cell: ({ scope }) => said(scope) },
        { header: 'version', cell: ({ version }) => String(version), figure: true },
        {
          header: 'findings',
          cell: ({ reconciled, stopped }) =>
            said(stopped ? 'stopped' : reconciled ? 'reconciled' : 'open'),
        },
      ],
      style,
    ),
  );
